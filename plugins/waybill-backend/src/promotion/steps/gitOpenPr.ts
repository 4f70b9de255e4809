import {
  GitHost,
  PullRequest,
  StepContext,
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { insecureSkipTLSVerify } from './insecureSkipTLSVerify';
import { isRefusal } from './isRefusal';
import { providerSchema } from './providers';
import { pullRequestTaken } from './pullRequestTaken';
import { pullRequestText } from './pullRequestText';
import { takePullRequest } from './takePullRequest';

/** How soon to ask again when the host has not yet noticed a push. */
const NOTICE_SECONDS = 5;
/** Stands for the number of a pull request that does not exist yet, in a plan only. */
const PLANNED_NUMBER = Number.MAX_SAFE_INTEGER;

const schema = z.strictObject({
  repoURL: z.url(),
  sourceBranch: z.string().min(1),
  targetBranch: z.string().min(1),
  provider: providerSchema.optional(),
  title: z.string().min(1).optional(),
  description: z.string().optional(),
  labels: z.array(z.string().min(1)).optional(),
  // Waybill's own.
  reviewers: z.array(z.string().min(1)).optional(),
  // Kargo ignores it by now: both branches must exist.
  createTargetBranch: z.boolean().optional(),
  insecureSkipTLSVerify,
});
type Config = z.infer<typeof schema>;

/**
 * Opens a pull request, or takes the open one between the same branches if its head is ours.
 */
export const gitOpenPr: StepDefinition<Config> = {
  id: 'git-open-pr',
  kind: 'outside',
  usesWorkspace: false,
  schema,
  async plan(_context, config) {
    return {
      summary: `open a pull request from ${config.sourceBranch} into ${config.targetBranch}`,
      effects: [
        {
          type: 'git-open-pr',
          repoURL: config.repoURL,
          sourceBranch: config.sourceBranch,
          targetBranch: config.targetBranch,
        },
      ],
      output: { pr: { id: PLANNED_NUMBER, url: '' } },
      unknowns: ['pr.id', 'pr.url'],
    };
  },
  async run(context, config) {
    const host = await context.hosts.forRepository({
      repoURL: config.repoURL,
      provider: config.provider,
    });
    const head = await headOf(context, config);
    const open = await findOpen(context, config, host);
    if (open) {
      return takeOpen(context, config, host, open, head);
    }
    const earlier = await findEarlier(context, config, host, head);
    if (earlier) {
      return pullRequestTaken(context, earlier);
    }
    const { commit, isRefused } = context.record.value;
    const mayHaveOpened = commit !== undefined && !isRefused;
    await context.record.note({
      repoURL: config.repoURL,
      isRefused: false,
      head: config.sourceBranch,
      base: config.targetBranch,
      commit: head,
    });
    // Between two looks somebody else may have opened one, which is what a host answers with then.
    return takePullRequest(
      context,
      config,
      host,
      await openOne(context, config, host).catch(async error => {
        if (!context.signal.aborted && !mayHaveOpened && isRefusal(error)) {
          await context.record.note({ isRefused: true });
        }
        throw error;
      }),
    );
  },
};

/** The commit the pull request must show; what this Promotion pushed there, if it pushed there. */
async function headOf(context: StepContext, config: Config): Promise<string> {
  const remote = await context.git.resolve({
    repoURL: config.repoURL,
    branch: config.sourceBranch,
    signal: context.signal,
  });
  if (!remote) {
    throw new StepFailure(
      `There is no branch "${config.sourceBranch}" in ${config.repoURL} to open a pull request from`,
    );
  }
  const pushed = pushedTo(context, config.sourceBranch);
  if (pushed && !(await has(context, config, pushed, remote.commit))) {
    throw new StepFailure(
      `"${config.sourceBranch}" no longer has commit ${pushed.slice(
        0,
        7,
      )} that this promotion pushed; somebody else has moved it`,
    );
  }
  return pushed ?? remote.commit;
}

function pushedTo(context: StepContext, branch: string): string | undefined {
  return Object.values(context.outputs)
    .filter(output => output.branch === branch)
    .map(output => output.commit)
    .filter((commit): commit is string => typeof commit === 'string')
    .pop();
}

async function takeOpen(
  context: StepContext,
  config: Config,
  host: GitHost,
  open: PullRequest,
  head: string,
) {
  if (await has(context, config, head, open.head.commit)) {
    return takePullRequest(context, config, host, open);
  }
  // An earlier promotion's, as long as its head is not ours: the push to it is not yet visible.
  return {
    status: 'Running' as const,
    message: `Waiting until pull request #${
      open.number
    } shows commit ${head.slice(0, 7)}`,
    retryAfterSeconds: NOTICE_SECONDS,
  };
}

/** One that was asked for before a crash, and merged or closed before anybody was there to take its number down. */
async function findEarlier(
  context: StepContext,
  config: Config,
  host: GitHost,
  head?: string,
): Promise<PullRequest | undefined> {
  // A retry that carries over the push knows nothing of what the one before had asked for, and has the very commit that it pushed.
  const { commit = context.promotion.carriedFrom && head } =
    context.record.value;
  if (typeof commit !== 'string') {
    return undefined;
  }
  const newest = await host.findNewestPullRequest({
    head: config.sourceBranch,
    base: config.targetBranch,
    signal: context.signal,
  });
  // Somebody may have pushed on top of it before they merged or closed it.
  return newest && (await has(context, config, commit, newest.head.commit))
    ? newest
    : undefined;
}

async function openOne(
  context: StepContext,
  config: Config,
  host: GitHost,
): Promise<PullRequest> {
  const { signal } = context;
  try {
    return await host.openPullRequest({
      head: config.sourceBranch,
      base: config.targetBranch,
      ...(await pullRequestText(context, config)),
      signal,
    });
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    // The answer may be what was lost, not the pull request.
    const there = await findOpen(context, config, host)
      .then(open => open ?? findEarlier(context, config, host))
      .catch(() => undefined);
    if (there) {
      return there;
    }
    throw error;
  }
}

async function findOpen(context: StepContext, config: Config, host: GitHost) {
  return host.findOpenPullRequest({
    head: config.sourceBranch,
    base: config.targetBranch,
    signal: context.signal,
  });
}

async function has(
  context: StepContext,
  config: Config,
  commit: string,
  tip: string,
): Promise<boolean> {
  return (
    commit === tip ||
    context.git.contains({
      repoURL: config.repoURL,
      ancestor: commit,
      descendant: tip,
      signal: context.signal,
    })
  );
}
