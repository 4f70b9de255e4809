import {
  ArtifactLink,
  codeOfImage,
} from '@waybill/backstage-plugin-waybill-common';
import { load } from 'js-yaml';
import { z } from 'zod';

const MOST_LINKS = 5;
const LONGEST_TITLE = 80;
/** Hosts whose repositories have a page of releases at this place. */
const RELEASES =
  /^https?:\/\/(?:[\w.-]*\.)?(?:github\.com|codeberg\.org)\/[^/?#]+\/[^/?#]+$/;
const artifactHubLinks = z.array(
  z.object({ name: z.string().min(1), url: z.string() }),
);

/**
 * What there is to read about an artifact, by what it says of itself: the releases of its source, the project's page, documentation, and
 * Artifact Hub's links of a chart. These are claims of whoever built it, and nothing asks these addresses; a person may.
 */
export function artifactLinks(
  labels: Readonly<Record<string, string>>,
): ArtifactLink[] {
  const source = (codeOfImage(labels).repoURL ?? '').replace(/\.git$/, '');
  const links = [
    ...(RELEASES.test(source)
      ? [{ title: 'Releases', url: `${source}/releases` }]
      : []),
    ...readArtifactHubLinks(labels['artifacthub.io/links']),
    {
      title: 'Documentation',
      url: labels['org.opencontainers.image.documentation'] ?? '',
    },
    { title: 'Project', url: labels['org.opencontainers.image.url'] ?? '' },
  ];
  return links
    .filter(({ url }) => isWebAddress(url))
    .map(({ title, url }) => ({ title: title.slice(0, LONGEST_TITLE), url }))
    .slice(0, MOST_LINKS);
}

/** A list in YAML, in one annotation. */
function readArtifactHubLinks(text: string | undefined) {
  if (!text || text.length > 10_000) {
    return [];
  }
  try {
    const { data } = artifactHubLinks.safeParse(load(text));
    return (data ?? []).map(({ name, url }) => ({ title: name, url }));
  } catch {
    return [];
  }
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return Boolean(
    url && /^https?:$/.test(url.protocol) && !url.username && !url.password,
  );
}
