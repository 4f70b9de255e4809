import { NewObject } from './encodePack';
import { parseCommit } from './parseCommit';

/** The commits that these objects build on without having them. */
export function outsideParents(
  objects: ReadonlyMap<string, NewObject>,
): string[] {
  const parents = [...objects.values()]
    .filter(({ type }) => type === 'commit')
    .flatMap(({ content }) => parseCommit(content).parents);
  return [...new Set(parents)].filter(id => !objects.has(id));
}
