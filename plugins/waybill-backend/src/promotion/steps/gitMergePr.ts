import { ServiceUnavailableError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  PullRequest,
  StepContext,
  StepDefinition,
  StepFailure,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { durationSeconds, durationSchema } from './duration';
import { insecureSkipTLSVerify } from './insecureSkipTLSVerify';
import { isRefusal } from './isRefusal';
import { openedElsewhere } from './openedElsewhere';
import { providerSchema } from './providers';
import { pullRequestGone } from './pullRequestGone';
import { pullRequestOutput } from './pullRequestOutput';

const DEFAULT_POLL_SECONDS = 10;
const LEAST_POLL_SECONDS = 10;

const schema = z.strictObject({
  repoURL: z.string().min(1),
  prNumber: z.int().min(1),
  provider: providerSchema.optional(),
  mergeMethod: z.string().min(1).optional(),
  wait: z.boolean().optional(),
  pollInterval: durationSchema.optional(),
  insecureSkipTLSVerify,
});
type Config = z.infer<typeof schema>;

/**
 * Merges a pull request with the head that this Promotion has pushed, or else the head it has now. With `wait` it asks again until
 * the host is ready to.
 */
export const gitMergePr: StepDefinition<Config> = {
  id: 'git-merge-pr',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan(_context, { repoURL, mergeMethod }) {
    return {
      summary: 'merge the pull request',
      effects: [
        {
          type: 'git-merge-pr',
          repoURL,
          ...(mergeMethod !== undefined && { mergeMethod }),
        },
      ],
      unknowns: ['commit', 'pr'],
    };
  },
  async run(context, config) {
    const host = await context.hosts.forRepository({
      repoURL: config.repoURL,
      provider: config.provider,
    });
    const { signal } = context;
    const again = (message: string, output?: JsonObject): StepResult => ({
      status: 'Running',
      message,
      retryAfterSeconds: config.pollInterval
        ? Math.max(LEAST_POLL_SECONDS, durationSeconds(config.pollInterval))
        : DEFAULT_POLL_SECONDS,
      ...(output && { output }),
    });
    let found: PullRequest | undefined;
    try {
      found = await host.getPullRequest({ number: config.prNumber, signal });
    } catch (error) {
      if (signal.aborted || !(error instanceof ServiceUnavailableError)) {
        throw error;
      }
      // A host has its bad minutes; one is not refused by them.
      return again(
        `Cannot read pull request #${config.prNumber}, asking again: ${error.message}`,
      );
    }
    if (!found) {
      return pullRequestGone(config);
    }
    const elsewhere = openedElsewhere(context.outputs, found);
    if (elsewhere) {
      throw new StepFailure(elsewhere);
    }
    const pr = pullRequestOutput(found);
    const merged = (commit: string): StepResult => ({
      status: 'Succeeded',
      message: `Pull request #${config.prNumber} is merged`,
      output: {
        commit,
        commitURL: host.commitUrl(commit),
        pr: { ...pr, open: false, merged: true },
      },
    });
    if (found.state === 'merged') {
      return found.mergeCommit
        ? merged(found.mergeCommit)
        : again(`Waiting for the merge commit of #${found.number}`, { pr });
    }
    if (found.state === 'closed') {
      return {
        status: 'Failed',
        message: `Pull request #${found.number} was closed without being merged`,
        output: { pr },
      };
    }
    const head = headOf(context, found);
    await context.record.note({ merging: found.number, head });
    const notMerged = () => context.record.note({ merging: null });
    const result = await host
      .mergePullRequest({
        number: found.number,
        head,
        method: config.mergeMethod,
        signal,
      })
      .catch(async error => {
        if (!signal.aborted && isRefusal(error)) await notMerged();
        throw error;
      });
    if (result.status === 'merged') {
      return merged(result.commit);
    }
    await notMerged();
    if (result.status === 'waiting' && config.wait) {
      return again(result.message, { pr });
    }
    return {
      status: 'Failed',
      message: `Pull request #${found.number} cannot be merged: ${result.message}`,
      output: { pr },
    };
  },
};

/** What is to be merged: what this Promotion pushed there, so that nobody slips a commit of his own in between. */
function headOf({ outputs }: StepContext, found: PullRequest): string {
  const pushed = Object.values(outputs)
    .filter(output => output.branch === found.head.branch)
    .map(output => output.commit)
    .filter((commit): commit is string => typeof commit === 'string')
    .pop();
  return pushed ?? found.head.commit;
}
