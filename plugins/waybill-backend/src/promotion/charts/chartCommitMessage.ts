/** Undefined: nothing changed, so there is nothing to say. */
export function chartCommitMessage(
  path: string,
  changes: ReadonlyMap<string, string>,
): string | undefined {
  if (changes.size === 0) {
    return undefined;
  }
  const lines = [...changes].map(
    ([name, change]) => `- ${name}: ${change || 'removed'}`,
  );
  return `Updated chart dependencies for ${path}\n\n${lines.join('\n')}`;
}
