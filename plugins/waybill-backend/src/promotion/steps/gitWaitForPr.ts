import { ServiceUnavailableError } from '@backstage/errors';
import {
  HostPause,
  PullRequest,
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { durationSeconds, durationSchema } from './duration';
import { insecureSkipTLSVerify } from './insecureSkipTLSVerify';
import { openedElsewhere } from './openedElsewhere';
import { pollSeconds } from './pollSeconds';
import { providerSchema } from './providers';
import { pullRequestGone } from './pullRequestGone';
import { pullRequestOutput } from './pullRequestOutput';

/** How old may be what the host says, so that many that wait can share an answer. */
const MOST_AGE_SECONDS = 5;

const schema = z.strictObject({
  repoURL: z.string().min(1),
  prNumber: z.int().min(1),
  provider: providerSchema.optional(),
  pollInterval: durationSchema.optional(),
  insecureSkipTLSVerify,
});

/** Waits until a pull request is merged; holds no worker meanwhile. */
export const gitWaitForPr: StepDefinition<z.infer<typeof schema>> = {
  id: 'git-wait-for-pr',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan() {
    return {
      summary: 'wait until the pull request is merged',
      effects: [],
      unknowns: ['commit', 'pr'],
    };
  },
  async run(context, config) {
    const host = await context.hosts.forRepository({
      repoURL: config.repoURL,
      provider: config.provider,
    });
    const waitedSeconds =
      (context.now.getTime() - context.startedAt.getTime()) / 1000;
    const every = config.pollInterval
      ? durationSeconds(config.pollInterval)
      : undefined;
    let found: PullRequest | undefined;
    try {
      found = await host.getPullRequest({
        number: config.prNumber,
        maxAgeSeconds: MOST_AGE_SECONDS,
        signal: context.signal,
      });
    } catch (error) {
      if (context.signal.aborted || !(error instanceof ServiceUnavailableError))
        throw error;
      // People take days to merge, and a host has its bad minutes in so many: they are not counted.
      return {
        status: 'Running',
        message: `Cannot see whether pull request #${config.prNumber} is merged, asking again: ${error.message}`,
        retryAfterSeconds: pollSeconds({
          waitedSeconds,
          every,
          notBefore: (error as HostPause).retryAfterSeconds,
        }),
      };
    }
    if (!found) {
      return pullRequestGone(config);
    }
    const elsewhere = openedElsewhere(context.outputs, found);
    if (elsewhere) {
      throw new StepFailure(elsewhere);
    }
    if (found.state === 'merged' && found.mergeCommit) {
      return {
        status: 'Succeeded',
        message: `Pull request #${found.number} was merged`,
        output: {
          commit: found.mergeCommit,
          commitURL: host.commitUrl(found.mergeCommit),
          pr: pullRequestOutput(found),
        },
      };
    }
    if (found.state === 'closed') {
      return {
        status: 'Failed',
        message: `Pull request #${found.number} was closed without being merged`,
        output: { pr: pullRequestOutput(found) },
      };
    }
    return {
      status: 'Running',
      message: `Waiting for pull request #${found.number} to be merged: ${found.url}`,
      retryAfterSeconds: pollSeconds({ waitedSeconds, every }),
      output: { pr: pullRequestOutput(found) },
    };
  },
};
