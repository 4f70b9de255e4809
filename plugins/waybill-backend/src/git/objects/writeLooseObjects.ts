import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, deflate } from 'node:zlib';
import { NewObject } from './encodePack';

const deflated = promisify(deflate);

/**
 * Puts objects into a folder of objects, each in a file of its own, as git does with few of them: without a process. What has the id
 * already is replaced; it may be damaged.
 *
 * @param objects - by their ids, which must be theirs
 */
export async function writeLooseObjects(
  directory: string,
  objects: ReadonlyMap<string, NewObject>,
): Promise<void> {
  await Promise.all(
    [...objects].map(async ([id, { type, content }]) => {
      const bytes = await deflated(
        Buffer.concat([
          Buffer.from(`${type} ${content.length}\0`, 'latin1'),
          content,
        ]),
        // It is read once, to be pushed.
        { level: constants.Z_BEST_SPEED },
      );
      const folder = join(directory, id.slice(0, 2));
      await fs.mkdir(folder, { recursive: true });
      // Git's own name for what is not finished.
      const unfinished = join(directory, `tmp_obj_${randomUUID()}`);
      await fs.writeFile(unfinished, bytes, { mode: 0o444, flag: 'wx' });
      await fs.rename(unfinished, join(folder, id.slice(2)));
    }),
  );
}
