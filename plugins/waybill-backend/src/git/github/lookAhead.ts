import { Way } from '../tree/loadFolder';
import { objectCacheOf } from './objectCacheOf';

/**
 * Asks at once for what a walk along a path will need, where step by step each folder would be waited for to know the next.
 *
 * What is found is kept under what it is; a walk that finds something else on its way has lost nothing but a request. Behind a folder that
 * changed, the next one mostly did too, and those further down mostly did not: of these, only what was never looked at is asked for.
 */
export async function lookAhead(
  { path, depth, folder, toRead }: Way,
  ask: {
    cache: ReturnType<typeof objectCacheOf>;
    folder(id: string): Promise<unknown>;
    folderAt(path: string): Promise<void>;
    fileAt(path: string): Promise<void>;
  },
): Promise<void> {
  const { cache } = ask;
  const at = (names: number) => path.slice(0, names).join('/');
  const isSeen = (names: number) =>
    cache.note(`seen ${at(names)}`) !== undefined;
  if (cache.tree(folder)) {
    return;
  }
  const below = path.map((_, names) => names).slice(depth + 1);
  const folders = below.filter((names, index) => index === 0 || !isSeen(names));
  const file = toRead && !isSeen(path.length - 1);
  [depth, ...folders].forEach(names => cache.setNote(`seen ${at(names)}`, ''));
  if (folders.length === 0 && !file) {
    return;
  }
  // What cannot be had ahead is asked for in its turn, and fails then, if it must.
  const perhaps = (work: Promise<void>) => work.catch(() => {});
  await Promise.all([
    ask.folder(folder),
    ...folders.map(names => perhaps(ask.folderAt(at(names)))),
    ...(file ? [perhaps(ask.fileAt(at(path.length)))] : []),
  ]);
}
