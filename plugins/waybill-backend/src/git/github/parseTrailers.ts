/**
 * The trailers of a commit's message: lines of its last paragraph, where that has nothing else. A line that begins with a space goes on
 * with the one before it.
 *
 * @remarks https://git-scm.com/docs/git-interpret-trailers, without the leniency for paragraphs that are trailers in part.
 */
export function parseTrailers(message: string): Record<string, string> {
  const paragraphs = message.trim().split(/\n\s*\n/);
  const last = paragraphs.length > 1 ? paragraphs[paragraphs.length - 1] : '';
  const lines = last.replace(/\n[ \t]+/g, ' ').split('\n');
  const trailers: Record<string, string> = {};
  for (const line of lines) {
    const match = /^([A-Za-z0-9-]+)\s*:\s*(.*)$/.exec(line);
    if (!match) {
      return {};
    }
    trailers[match[1]] = match[2].trim();
  }
  return trailers;
}
