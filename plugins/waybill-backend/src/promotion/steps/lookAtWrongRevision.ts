import {
  Application,
  StepContext,
} from '@waybill/backstage-plugin-waybill-node';
import { WrongSource } from './decideWrongRevision';
import { relateRevision } from './relateRevision';
import { SourceUpdates, sourcesOf } from './updateSources';

const COMMIT_ID = /^[0-9a-f]{40}$/;

/** How the sources of an Application stand, and what they follow, to what is wanted of them. */
export async function lookAtWrongRevision(
  context: StepContext,
  application: Application,
  { desired, sources: changed }: SourceUpdates,
): Promise<WrongSource[]> {
  const result = application.status?.operationState?.syncResult;
  const found: WrongSource[] = [];
  for (const { index, revision, repoURL } of desired) {
    const source =
      changed.find(each => each.index === index)?.source ??
      sourcesOf(application)[index];
    const at = application.spec.sources?.length
      ? result?.revisions?.[index]
      : result?.revision;
    const look = { repoURL, revision };
    if (!source || (source.chart && at !== revision)) {
      found.push({ ...look, synced: { type: 'unknown' } });
      continue;
    }
    const synced = await relateRevision(context, repoURL, revision, at);
    const tip =
      synced.type === 'kept'
        ? undefined
        : await tipOf(context, repoURL, revision, source.targetRevision);
    found.push({ ...look, synced, ...(tip && { tip }) });
  }
  return found;
}

/** Undefined: it follows a commit, a tag, or a range of versions. */
async function tipOf(
  context: StepContext,
  repoURL: string,
  revision: string,
  targetRevision = '',
): Promise<WrongSource['tip']> {
  if (COMMIT_ID.test(targetRevision)) {
    return undefined;
  }
  const tip = await context.git.resolve({
    repoURL,
    ...(!['', 'HEAD'].includes(targetRevision) && {
      branch: targetRevision.replace(/^refs\/heads\//, ''),
    }),
    signal: context.signal,
  });
  return (
    tip && {
      branch: tip.branch,
      relation: await relateRevision(context, repoURL, revision, tip.commit),
    }
  );
}
