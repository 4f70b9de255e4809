/**
 * The pull request that a commit's message names, as GitHub writes it: of a merge, and of a squash. People write such messages too, so it
 * counts only where the host does not say.
 */
export function pullRequestOfMessage(
  message: string,
): { number: number; title: string } | undefined {
  const [subject, ...body] = message.split('\n');
  const [, merged] = /^Merge pull request #(\d{1,9}) from /.exec(subject) ?? [];
  if (merged) {
    const title = body.map(line => line.trim()).find(line => line !== '');
    return { number: Number(merged), title: title ?? subject };
  }
  const [, title, squashed] = /^(.*\S) \(#(\d{1,9})\)$/.exec(subject) ?? [];
  return squashed ? { number: Number(squashed), title } : undefined;
}
