import { ServiceUnavailableError } from '@backstage/errors';
import {
  PullRequest,
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { durationSeconds, durationSchema } from './duration';
import { insecureSkipTLSVerify } from './insecureSkipTLSVerify';
import { openedElsewhere } from './openedElsewhere';
import { providerSchema } from './providers';
import { pullRequestOutput } from './pullRequestOutput';

const DEFAULT_POLL_SECONDS = 15;
const LEAST_POLL_SECONDS = 10;

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
    let found: PullRequest | undefined;
    try {
      found = await host.getPullRequest({
        number: config.prNumber,
        signal: context.signal,
      });
    } catch (error) {
      if (context.signal.aborted || !(error instanceof ServiceUnavailableError))
        throw error;
      // People take days to merge, and a host has its bad minutes in so many: they are not counted.
      return {
        status: 'Running',
        message: `Cannot see whether pull request #${config.prNumber} is merged, asking again: ${error.message}`,
        retryAfterSeconds: DEFAULT_POLL_SECONDS,
      };
    }
    if (!found) {
      throw new StepFailure(
        `Pull request #${config.prNumber} of ${config.repoURL} is gone`,
      );
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
      retryAfterSeconds: config.pollInterval
        ? Math.max(LEAST_POLL_SECONDS, durationSeconds(config.pollInterval))
        : DEFAULT_POLL_SECONDS,
      output: { pr: pullRequestOutput(found) },
    };
  },
};
