import { minimatch } from 'minimatch';

/** Whether one of the patterns covers the whole text; `*` stops at a slash, `**` does not. */
export function matchesAny(text: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern =>
    minimatch(text, pattern, { dot: true, nonegate: true, nocomment: true }),
  );
}
