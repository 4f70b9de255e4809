/**
 * Whether a renderer would take this for an address, not for a path: a scheme, `git@host:path`, or the short forms of Git hosts that
 * Kustomize knows.
 */
export function isRemote(reference: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:/i.test(reference) ||
    /^[^/]*@/.test(reference) ||
    /^(www\.)?(github\.com|gitlab\.com|bitbucket\.org)\//i.test(reference) ||
    /\.git(\/|\?|$)|_git\/|\?(ref|version|timeout|submodules)=/.test(reference)
  );
}
