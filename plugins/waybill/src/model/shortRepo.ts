/** `acme/storefront-config` of a repository's URL. */
export function shortRepo(url: string): string {
  const path = url
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean);
  return path.slice(-2).join('/');
}
