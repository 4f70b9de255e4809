import { createTwoFilesPatch } from 'diff';
import {
  JsonObject,
  PreviewView,
} from '@waybill/backstage-plugin-waybill-common';
import { FileChange, FileMode } from '@waybill/backstage-plugin-waybill-node';
import { fileEffects } from '../steps/fileEffects';

const MAX_DIFF_LENGTH = 200_000;

const GIT_MODES: Record<FileMode, string> = {
  file: '100644',
  executable: '100755',
  link: '120000',
};

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
  const { path, before, after, beforeMode, afterMode } = file;
  return JSON.stringify([path, before, after, beforeMode, afterMode]);
}

function unifiedDiff(change: FileChange): string {
  return `${modeLines(change)}${contentDiff(change)}`;
}

/** As Git shows it, where it is more than an ordinary file before and after. */
function modeLines(change: FileChange): string {
  const { before, after, beforeMode = 'file', afterMode = 'file' } = change;
  if (!before || !after) {
    const [mode, verb] = after ? [afterMode, 'new'] : [beforeMode, 'deleted'];
    return mode === 'file' ? '' : `${verb} file mode ${GIT_MODES[mode]}\n`;
  }
  return beforeMode === afterMode
    ? ''
    : `old mode ${GIT_MODES[beforeMode]}\nnew mode ${GIT_MODES[afterMode]}\n`;
}

function contentDiff({ path, before, after }: FileChange): string {
  if (before && after?.equals(before)) {
    return '';
  }
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
