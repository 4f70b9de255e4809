/** The archives of a chart that stand in a folder `charts`: their paths by version. */
export function chartArchives(
  files: readonly string[],
  name: string,
): Map<string, string> {
  const archives = new Map<string, string>();
  for (const path of files) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    const version = /^v?\d+\.\d+\.\d+([-+].*)?(?=\.tgz$)/.exec(
      file.startsWith(`${name}-`) ? file.slice(name.length + 1) : '',
    );
    if (version) {
      archives.set(version[0], path);
    }
  }
  return archives;
}
