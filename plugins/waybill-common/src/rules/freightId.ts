import { sha1 } from '@noble/hashes/legacy';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { FreightChart, FreightCommit, FreightImage } from '../model/Artifacts';
import { FreightOrigin } from '../model/Freight';
import { cleanPath } from './cleanPath';
import { compareText } from './compareText';
import { normalizeChartUrl } from './normalizeChartUrl';
import { normalizeGitUrl } from './normalizeGitUrl';

/** What Freight contains, as far as its ID depends on it. @public */
export interface FreightContents {
  images?: Pick<
    FreightImage,
    'repoURL' | 'tag' | 'digest' | 'subscriptionName'
  >[];
  commits?: Pick<
    FreightCommit,
    'repoURL' | 'id' | 'tag' | 'subscriptionName'
  >[];
  charts?: Pick<
    FreightChart,
    'repoURL' | 'name' | 'version' | 'subscriptionName'
  >[];
}

/**
 * The ID of Freight: SHA-1, lower-case hex, of its origin (`Warehouse/<name>`) and what it contains.
 *
 * @remarks Tag and digest both count, and tag and commit: a tag that moves, or a second tag on the same content, is
 * new Freight. The form is Kargo's (1.x), so that both give the same Freight the same ID.
 * @public
 */
export function freightId(
  origin: FreightOrigin,
  contents: FreightContents,
): string {
  return bytesToHex(sha1(utf8ToBytes(freightIdText(origin, contents))));
}

/** The text that is hashed. */
export function freightIdText(
  origin: FreightOrigin,
  contents: FreightContents,
): string {
  const parts = [
    ...(contents.commits ?? []).map(({ repoURL, tag, id, ...commit }) =>
      [normalizeGitUrl(repoURL), suffix(tag), `:${id}`, named(commit)].join(''),
    ),
    ...(contents.images ?? []).map(({ repoURL, tag, digest, ...image }) =>
      [`${repoURL}:${tag}@${digest}`, named(image)].join(''),
    ),
    ...(contents.charts ?? []).map(
      ({ repoURL, name = '', version, ...chart }) =>
        [
          cleanPath(`${normalizeChartUrl(repoURL)}/${name}`),
          `:${version}`,
          named(chart),
        ].join(''),
    ),
  ];
  return `${origin}:${parts.sort(compareText).join('|')}`;
}

/** Only a subscription that has a name counts. */
function named({ subscriptionName }: { subscriptionName?: string }): string {
  return suffix(subscriptionName);
}

function suffix(part: string | undefined): string {
  return part ? `:${part}` : '';
}
