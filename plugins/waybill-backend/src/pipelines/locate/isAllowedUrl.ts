import { ScmIntegrationRegistry } from '@backstage/integration';
import { minimatch } from 'minimatch';
import { repositoryOf } from './repositoryOf';

/** Whether a pattern of `waybill.definitions.allow` covers an address: as a whole, or the repository it is in. */
export function isAllowedUrl(
  url: string,
  allow: readonly string[],
  integrations: ScmIntegrationRegistry,
): boolean {
  // What a host may decode once more could be another path than the one compared here.
  if (/%|\\|\/\.\.?(\/|$)/.test(url)) {
    return false;
  }
  const repository = repositoryOf(url, integrations)?.repositoryUrl;
  return allow.some(
    pattern =>
      matches(url, pattern) ||
      (repository !== undefined && matches(repository, pattern)),
  );
}

function matches(url: string, pattern: string): boolean {
  return minimatch(url, pattern, {
    dot: true,
    nonegate: true,
    nocomment: true,
  });
}
