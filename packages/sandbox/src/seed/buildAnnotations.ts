import { findRepository } from '../git/repositories';
import { runGitLine } from '../git/runGit';

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
/** Versions that are built already, and what of the code was there then; later ones have all of it. */
const BUILT: Record<string, string> = {
  '1.24.0': 'main~6',
  '1.25.3': 'main~5',
  '1.26.0': 'main~4',
};

/** What an image of the example company says of the code it was built from; empty where nobody knows. */
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
    'org.opencontainers.image.revision': await runGitLine(path, [
      'rev-parse',
      '--verify',
      `${BUILT[tag] ?? 'main'}^{commit}`,
    ]),
  };
}
