import { InputError } from '@backstage/errors';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { PromotionWorkspace } from './createWorkspace';
import { readEntry } from './readEntry';
import { WorkspaceState } from './workspaceState';

/** Bytes of all files together; they stand in a row of the database. */
const MOST_BYTES = 1024 * 1024;

/**
 * What a step has changed between two moments, as `restoreChanges` puts it back. Throws an `InputError` for what cannot be stored: too
 * much, a commit, a new work tree, a secret.
 */
export async function storeChanges(
  workspace: PromotionWorkspace,
  options: {
    before: WorkspaceState;
    after: WorkspaceState;
    hasSecret: (text: string) => boolean;
  },
): Promise<JsonObject> {
  const { before, after, hasSecret } = options;
  for (const [path, head] of after.heads) {
    if (!before.heads.has(path) || before.heads.get(path) !== head) {
      throw new InputError(
        `A step that is not replayable must neither mount a work tree nor commit, as it did at "${
          path || '.'
        }"`,
      );
    }
  }
  const changed: JsonObject[] = [];
  let bytes = 0;
  for (const path of new Set([...before.files.keys(), ...after.files.keys()])) {
    const was = before.files.get(path);
    const now = after.files.has(path)
      ? after.files.get(path)
      : // As it is in the head again, or gone from scratch.
        await readEntry(workspace, path);
    const isKnown = before.files.has(path);
    const isSame =
      was && now
        ? was.mode === now.mode && was.content.equals(now.content)
        : isKnown && was === now;
    if (isSame) {
      continue;
    }
    if (!now) {
      changed.push({ path, removed: true });
      continue;
    }
    bytes += now.content.length;
    if (bytes > MOST_BYTES) {
      throw new InputError(
        `The step changed more than ${MOST_BYTES} bytes of files; since it is not replayable they would all have to be stored`,
      );
    }
    if (hasSecret(now.content.toString('utf8'))) {
      throw new InputError(
        `The step wrote a secret into "${path}"; since it is not replayable the file would have to be stored`,
      );
    }
    changed.push({
      path,
      mode: now.mode,
      content: now.content.toString('base64'),
    });
  }
  return { changed };
}
