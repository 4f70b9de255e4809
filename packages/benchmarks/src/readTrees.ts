/** Whose work trees are timed. */
export type TreeKind = 'git' | 'github';

const KINDS: readonly TreeKind[] = ['git', 'github'];

/** `git,github` */
export function readTrees(text: string): TreeKind[] {
  return text.split(',').map(each => {
    const kind = KINDS.find(known => known === each);
    if (!kind) {
      throw new Error(`--tree: expected ${KINDS.join(', ')}, found "${each}"`);
    }
    return kind;
  });
}
