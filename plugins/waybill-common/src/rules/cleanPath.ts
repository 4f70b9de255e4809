/** The shortest path of the same meaning, with Go's `path.Clean` rules: `a//b/../c/` is `a/c`, nothing is `.`. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') {
      continue;
    }
    if (part !== '..') {
      kept.push(part);
    } else if (kept.length > 0 && kept[kept.length - 1] !== '..') {
      kept.pop();
    } else if (!absolute) {
      kept.push(part);
    }
  }
  const joined = kept.join('/');
  if (absolute) {
    return `/${joined}`;
  }
  return joined || '.';
}
