import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import {
  GitHost,
  PullRequest,
  StepContext,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { isRefusal } from './isRefusal';
import { pullRequestOwner } from './pullRequestOwner';
import { pullRequestTaken } from './pullRequestTaken';
import { PullRequestConfig, pullRequestText } from './pullRequestText';

/**
 * Goes on with an open pull request that shows what this Promotion pushed.
 *
 * @remarks One that tells of an earlier Promotion, which left it open, would say one version and merge another: it is given this one's title
 * and text, and says from then on whose it is. What a person wrote stays.
 */
export async function takePullRequest(
  context: StepContext,
  config: PullRequestConfig,
  host: GitHost,
  open: PullRequest,
): Promise<StepResult> {
  const { promotion, record } = context;
  const { number, url } = open;
  const owner = pullRequestOwner(open.description);
  if (owner === promotion.id) {
    // Taken before a crash, perhaps.
    const { from } = (record.value.takes ?? {}) as JsonObject;
    return pullRequestTaken(context, open, from ? takenFrom(from) : undefined);
  }
  if (owner === undefined) {
    // It is noted before one is opened; somebody may have taken the mark out of it since, and not every host tells.
    if (record.value.commit !== undefined) {
      return pullRequestTaken(context, open);
    }
    await record.note({ found: number });
    return pullRequestTaken(
      context,
      open,
      ' was open already, and nothing in it says that Waybill opened it; its title and description stay as they are',
    );
  }
  if (!host.updatePullRequest) {
    await record.note({ found: number });
    return pullRequestTaken(
      context,
      open,
      ` was opened by promotion ${owner}, and its title and description still tell of that one: this host cannot change them`,
    );
  }
  await record.note({
    takes: { number, url, from: owner },
    isRefused: false,
    // By which it is found again when it is merged before anybody has taken that down.
    commit: open.head.commit,
  });
  const taken = await rewrite(context, config, host, open);
  return pullRequestTaken(context, taken, takenFrom(owner));
}

function takenFrom(promotion: JsonValue): string {
  return `, taken over from promotion ${promotion}`;
}

async function rewrite(
  context: StepContext,
  config: PullRequestConfig,
  host: GitHost,
  { number }: PullRequest,
): Promise<PullRequest> {
  const { signal, promotion, record } = context;
  const text = await pullRequestText(context, config);
  try {
    return await host.updatePullRequest!({ number, ...text, signal });
  } catch (error) {
    signal.throwIfAborted();
    // The answer may be what was lost, not the change.
    const there = await host
      .getPullRequest({ number, signal })
      .catch(() => undefined);
    if (pullRequestOwner(there?.description) === promotion.id) {
      return there!;
    }
    if (isRefusal(error)) {
      await record.note({ isRefused: true });
    }
    throw error;
  }
}
