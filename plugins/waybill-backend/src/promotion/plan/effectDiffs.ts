import { createTwoFilesPatch } from 'diff';
import {
  JsonObject,
  PreviewView,
} from '@waybill/backstage-plugin-waybill-common';
import { FileChange } from '@waybill/backstage-plugin-waybill-node';
import { fileEffects } from '../steps/fileEffects';

const MAX_DIFF_LENGTH = 200_000;

/**
 * Unified diffs of the files that effects name as `{ repoURL, branch, files: [{ path, before, after }] }`, where before and after
 * are hashes.
 */
export function effectDiffs(
  effects: JsonObject[],
  changes: FileChange[],
): PreviewView['files'] {
  const byHash = new Map(
    changes.map(change => [keyOf(fileEffects([change])[0]), change] as const),
  );
  return effects.flatMap(({ repoURL, branch, files }) => {
    if (
      typeof repoURL !== 'string' ||
      typeof branch !== 'string' ||
      !Array.isArray(files)
    ) {
      return [];
    }
    return files.flatMap(file => {
      const change = byHash.get(keyOf(file as JsonObject));
      return change
        ? [{ repoURL, branch, path: change.path, diff: unifiedDiff(change) }]
        : [];
    });
  });
}

function keyOf(file: JsonObject): string {
  return JSON.stringify([file.path, file.before, file.after]);
}

function unifiedDiff({ path, before, after }: FileChange): string {
  if (isBinary(before) || isBinary(after)) {
    return `Binary file ${path} differs`;
  }
  const diff = createTwoFilesPatch(
    before ? `a/${path}` : '/dev/null',
    after ? `b/${path}` : '/dev/null',
    before?.toString('utf8') ?? '',
    after?.toString('utf8') ?? '',
    undefined,
    undefined,
    { context: 3 },
  );
  return diff.length > MAX_DIFF_LENGTH
    ? `${diff.slice(0, MAX_DIFF_LENGTH)}\n… (${diff.length} characters in all)`
    : diff;
}

function isBinary(content: Buffer | undefined): boolean {
  return content?.subarray(0, 8000).includes(0) ?? false;
}
