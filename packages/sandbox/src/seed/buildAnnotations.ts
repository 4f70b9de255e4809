import { findRepository } from '../git/repositories';
import { releaseCode } from './releaseCode';

/** Where the example company's code is. */
export interface CodePlaces {
  /** Of the bare repositories. */
  directory: string;
  /** `http://localhost:7011` */
  gitUrl: string;
}

/** What images are built from. */
const CODE: Record<string, { owner: string; name: string }> = {
  'library/nginx': { owner: 'acme', name: 'storefront-app' },
};

/** What an image of the example company says of the code it was built from, which is released for it; empty where nobody knows. */
export async function buildAnnotations(
  { directory, gitUrl }: CodePlaces,
  repository: string,
  tag: string,
): Promise<Record<string, string>> {
  const code = CODE[repository];
  const path = code && findRepository(directory, code);
  if (!path) {
    return {};
  }
  return {
    'org.opencontainers.image.source': `${gitUrl}/${code.owner}/${code.name}`,
    'org.opencontainers.image.revision': await releaseCode(path, tag),
  };
}
