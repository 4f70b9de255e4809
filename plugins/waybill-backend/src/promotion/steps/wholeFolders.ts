/**
 * Files that are not ignored, by the largest folders in which nothing is, so that these can be copied as a whole; a file next to an
 * ignored one stands for itself.
 *
 * @returns the files below each folder, by its path; the empty one is the folder that all of them are in
 */
export function wholeFolders(
  files: string[],
  isIgnored: (file: string) => boolean,
): Map<string, string[]> {
  const kept: string[] = [];
  const broken = new Set<string>();
  for (const file of files) {
    if (isIgnored(file)) {
      foldersOf(file).forEach(folder => broken.add(folder));
    } else {
      kept.push(file);
    }
  }
  const parts = new Map<string, string[]>();
  for (const file of kept) {
    const part = foldersOf(file).find(folder => !broken.has(folder)) ?? file;
    const those = parts.get(part) ?? [];
    those.push(file);
    parts.set(part, those);
  }
  return parts;
}

/** From the outermost, which is the empty path, inwards. */
function foldersOf(file: string): string[] {
  const names = file.split('/').slice(0, -1);
  return ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
}
