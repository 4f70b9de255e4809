/** The option by which Helm reads one values file: of a path with a comma it would make several. */
export function valuesFileFlag(path: string): string {
  const field = /[,"\r\n]/.test(path) ? `"${path.replace(/"/g, '""')}"` : path;
  return `--values=${field}`;
}
