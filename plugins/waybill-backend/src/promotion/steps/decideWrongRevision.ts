import { RevisionRelation } from './RevisionRelation';

/** A source of an Application that was synced to something else than what was wanted. */
export interface WrongSource {
  repoURL: string;
  /** What is wanted. */
  revision: string;
  /** How what was synced stands to it. */
  synced: RevisionRelation;
  /** What the source follows, and how that stands to it; undefined: it follows no branch. */
  tip?: { branch: string; relation: RevisionRelation };
}

/** What a step does about a sync that brought something else. */
export type WrongRevisionDecision =
  /** It is as good as what was wanted. */
  | { type: 'reached' }
  /** The branch still has what is wanted, or nobody can tell: another sync may bring it. */
  | { type: 'syncAgain' }
  /** No sync will bring it. */
  | { type: 'lost'; message: string };

const MOST_FILES = 3;

/**
 * What to do when an Application was synced to another revision. On a branch that others write too, Argo CD syncs to its tip. Asking again
 * is of use only while what was promoted is there.
 */
export function decideWrongRevision(
  name: string,
  sources: readonly WrongSource[],
): WrongRevisionDecision {
  if (sources.every(({ synced }) => synced.type === 'kept')) {
    return { type: 'reached' };
  }
  for (const { repoURL, revision, tip } of sources) {
    const where = tip && `${tip.branch} of ${repoURL}`;
    const short = revision.slice(0, 7);
    if (tip?.relation.type === 'overwritten') {
      return {
        type: 'lost',
        message: `Others have changed ${named(
          tip.relation.files,
        )} on ${where} since ${short}, so no sync of "${name}" brings what was promoted; promote again, or put it back there`,
      };
    }
    if (tip?.relation.type === 'apart') {
      return {
        type: 'lost',
        message: `${short} is not on ${where} any more, so no sync of "${name}" brings what was promoted; promote again`,
      };
    }
  }
  return { type: 'syncAgain' };
}

function named(files: readonly string[]): string {
  const rest = files.length - MOST_FILES;
  const shown = files.slice(0, MOST_FILES).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
