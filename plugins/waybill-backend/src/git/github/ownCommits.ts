import { NewObject } from '../objects/encodePack';
import { ParsedCommit, parseCommit } from '../objects/parseCommit';

/** The commits made here that a head is or builds on, parents first. */
export function ownCommits(
  head: string,
  objects: ReadonlyMap<string, NewObject>,
): { id: string; commit: ParsedCommit }[] {
  const found = new Map<string, ParsedCommit>();
  const visit = (id: string) => {
    const object = objects.get(id);
    if (object?.type === 'commit' && !found.has(id)) {
      const commit = parseCommit(object.content);
      commit.parents.forEach(visit);
      found.set(id, commit);
    }
  };
  visit(head);
  return [...found].map(([id, commit]) => ({ id, commit }));
}
