import { z } from 'zod';
import { RegistryClient, RegistryRequest } from './client/RegistryClient';

const PAGE_SIZE = 1_000;
const PAGE_LIMIT_BYTES = 16 * 1024 * 1024;
const MOST_PAGES = 1_000;
/** Of 128 characters at most; all are kept in memory. */
const MOST_TAGS = 500_000;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** Tags under which cosign and OCI clients keep signatures, attestations and referrers of a digest. */
const ATTACHED = /^sha256-[0-9a-f]{64}(\.[a-z]+)?$/;

const pageSchema = z.object({ tags: z.array(z.string()).nullable() });

/** All tags of a repository, page after page, without those that only belong to another image. */
export async function listTags(
  client: RegistryClient,
  common: Pick<
    RegistryRequest,
    'repository' | 'pipelineId' | 'insecureSkipTLSVerify' | 'signal'
  >,
): Promise<string[]> {
  const { repository } = common;
  const tags = new Set<string>();
  const asked = new Set<string>();
  let path:
    | string
    | undefined = `/v2/${repository.name}/tags/list?n=${PAGE_SIZE}`;
  while (path !== undefined) {
    if (asked.has(path) || asked.size >= MOST_PAGES) {
      throw new Error(
        `${repository.repoURL}: the pages of tags do not come to an end; ${path} follows after ${asked.size} pages`,
      );
    }
    asked.add(path);
    const answer = await client.ask({
      ...common,
      method: 'GET',
      path,
      accept: 'application/json',
      limitBytes: PAGE_LIMIT_BYTES,
    });
    const page = parsePage(answer.body.toString('utf8'));
    if (!page) {
      throw new Error(
        `${repository.repoURL}: expected a list of tags from ${
          answer.url.href
        }, found ${
          answer.isElsewhere
            ? 'something else where it redirects to'
            : answer.body.subarray(0, 100).toString('utf8')
        }`,
      );
    }
    page.filter(tag => TAG.test(tag)).forEach(tag => tags.add(tag));
    if (tags.size > MOST_TAGS) {
      throw new Error(
        `${repository.repoURL} has more than ${MOST_TAGS} tags, which are not read`,
      );
    }
    path = nextPath(answer.headers.get('link'), answer.url);
  }
  return [...tags].filter(tag => !ATTACHED.test(tag));
}

function parsePage(text: string): string[] | undefined {
  try {
    return pageSchema.parse(JSON.parse(text)).tags ?? [];
  } catch {
    return undefined;
  }
}

/**
 * The next page's path. A `Link` may be relative; of an absolute one only path and query count, since behind a proxy its
 * host is often an inner one, and nobody else is to be asked.
 */
function nextPath(link: string | null, from: URL): string | undefined {
  const match = /<([^>]*)>[^,]*;\s*rel="?next"?/.exec(link ?? '');
  if (!match) {
    return undefined;
  }
  const { pathname, search } = new URL(match[1], from);
  return `${pathname}${search}`;
}
