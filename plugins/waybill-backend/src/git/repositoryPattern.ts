/** A glob of repositories in the spelling that they are compared in; it is no URL, so it cannot be normalised as one. */
export function repositoryPattern(pattern: string): string {
  return pattern
    .trim()
    .toLocaleLowerCase('en-US')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}
