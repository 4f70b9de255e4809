import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Config } from '@backstage/config';
import {
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { HttpAnswer } from '@waybill/backstage-plugin-waybill-node';
import { LRUCache } from 'lru-cache';
import { IndexedChart, readChartIndex } from '../../charts/readChartIndex';
import { followRedirects } from '../../http/followRedirects';
import {
  ChartLook,
  ChartRepositoryPort,
  Credential,
  CredentialsPort,
  HttpSenderPort,
} from '../../ports';
import { authorizationOf } from '../../registry/client/createTokens';
import { mayLeadTo } from '../../registry/client/mayLeadTo';
import { retryAfterSeconds } from '../../registry/client/retryAfterSeconds';
import { RateLimitError } from '../../registry/RateLimitError';
import { readRegistries } from '../../registry/readRegistries';
import {
  LocatedChartRepository,
  locateChartRepository,
} from './locateChartRepository';

/** Of an index, packed and unpacked. Large ones have some 20 MB. */
const INDEX_LIMIT_BYTES = 64 * 1024 * 1024;
const TIMEOUT_SECONDS = 60;
/** Descriptions of versions, which do not change. */
const REMEMBERED = 1_000;
const REMEMBERED_MS = 3_600_000;

/**
 * Classic chart repositories, where `waybill.registries` says that they are; one that it says nothing of is asked at its address over
 * https, if that is public.
 *
 * @remarks What a server answers is never repeated: anybody can name an address in a pipeline's file.
 */
export function createChartRepository(options: {
  config: Config;
  credentials: CredentialsPort;
  http: HttpSenderPort;
}): ChartRepositoryPort {
  const registries = readRegistries(options.config);
  const described = new LRUCache<string, Record<string, string>>({
    max: REMEMBERED,
    ttl: REMEMBERED_MS,
  });

  /** Undefined: the index is still that of the ETag. */
  async function readIndex(
    look: ChartLook,
    knownEtag?: string,
  ): Promise<{ versions: IndexedChart[]; etag?: string } | undefined> {
    const repository = locateChartRepository(look.repoURL, registries);
    const file = `${repository.url}/index.yaml`;
    const what = `${look.repoURL}: GET ${file}`;
    const { credential, hint } = await credentialFor(look, repository);
    const answer = await ask(look, repository, file, [
      { name: 'accept-encoding', value: 'gzip' },
      ...(knownEtag ? [{ name: 'if-none-match', value: knownEtag }] : []),
      ...Object.entries(authorizationOf(credential)).map(([name, value]) => ({
        name,
        value,
      })),
    ]);
    if (answer.status === 304 && knownEtag) {
      return undefined;
    }
    if (answer.status !== 200) {
      throw toError(what, answer, hint);
    }
    const versions = await readChartIndex(
      file,
      await textOf(what, answer),
      look.name,
    );
    if (!versions) {
      throw new NotFoundError(
        `There is no chart "${look.name}" in ${look.repoURL}`,
      );
    }
    const [etag] = answer.headers.etag ?? [];
    return { versions, ...(etag && { etag }) };
  }

  /** None where a pipeline's file turns the check of certificates off: anybody on the way could read it. */
  async function credentialFor(
    { pipelineId, insecureSkipTLSVerify }: ChartLook,
    { url, insecure }: LocatedChartRepository,
  ): Promise<{ credential?: Credential; hint: string }> {
    if (insecureSkipTLSVerify && !insecure) {
      return {
        hint: 'no credential is sent, since the subscription turns the check of certificates off',
      };
    }
    const credential = await options.credentials.find({
      kind: 'chart',
      url,
      pipelineId,
    });
    return {
      credential,
      hint: credential
        ? 'the configured credential does not suffice'
        : 'no credential is configured for it in waybill.credentials',
    };
  }

  async function ask(
    { insecureSkipTLSVerify, signal }: ChartLook,
    { repoURL, url, isConfigured, insecure }: LocatedChartRepository,
    file: string,
    headers: { name: string; value: string }[],
  ): Promise<HttpAnswer> {
    const home = new URL(url);
    let refused: string | undefined;
    try {
      return await followRedirects(
        options.http,
        {
          method: 'GET',
          url: file,
          headers,
          insecureSkipTLSVerify: insecure || insecureSkipTLSVerify,
          timeoutSeconds: TIMEOUT_SECONDS,
          limitBytes: INDEX_LIMIT_BYTES,
          signal,
        },
        next => {
          const to = new URL(next.url);
          const isHome = to.origin === home.origin;
          if (!isHome && !(to.protocol === 'https:' && mayLeadTo(home, to))) {
            refused = `${repoURL}: ${home.origin} redirects to ${to.origin}, which is not followed`;
            throw new NotAllowedError(refused);
          }
          return isHome && isConfigured ? 'any' : 'public';
        },
      );
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NotAllowedError) {
        throw new NotAllowedError(
          refused ??
            `${repoURL} leads to an address that is not public; an entry of waybill.registries in the platform's configuration would say that it may be asked`,
        );
      }
      const message = isError(error) ? error.message : String(error);
      throw error instanceof InputError
        ? new InputError(`${repoURL}: ${message}`)
        : new ServiceUnavailableError(`${repoURL}: ${message}`);
    }
  }

  return {
    async listVersions({ knownEtag, ...look }) {
      const index = await readIndex(look, knownEtag);
      return index
        ? {
            status: 'read',
            versions: index.versions.map(({ version }) => version),
            ...(index.etag && { etag: index.etag }),
          }
        : { status: 'unchanged' };
    },

    async describe({ version, ...look }) {
      const { pipelineId, repoURL, name } = look;
      const key = [pipelineId, repoURL, name, version].join(' ');
      const known = described.get(key);
      if (known) {
        return known;
      }
      const index = await readIndex(look);
      const entry = index?.versions.find(each => each.version === version);
      const labels = entry ? labelsOf(entry) : {};
      described.set(key, labels);
      return labels;
    },
  };
}

function labelsOf({
  home,
  sources: [source],
  annotations,
}: IndexedChart): Record<string, string> {
  return {
    ...annotations,
    ...(home && { 'org.opencontainers.image.url': home }),
    ...(source && { 'org.opencontainers.image.source': source }),
  };
}

function toError(what: string, answer: HttpAnswer, hint: string): Error {
  const answered = `${what} was answered ${answer.status}`;
  switch (answer.status) {
    case 401:
    case 403:
      return new NotAllowedError(`${answered} (${hint})`);
    case 404:
      return new NotFoundError(
        `${answered}; a chart repository has its index there`,
      );
    case 429: {
      const [header = null] = answer.headers['retry-after'] ?? [];
      const seconds = retryAfterSeconds(header);
      return new RateLimitError(
        `${answered}; asking again in ${seconds} s at the earliest`,
        seconds,
      );
    }
    default:
      return new ServiceUnavailableError(answered);
  }
}

/** Some servers keep their index packed, and send it so. */
async function textOf(what: string, answer: HttpAnswer): Promise<string> {
  const [encoding = 'identity'] = answer.headers['content-encoding'] ?? [];
  if (encoding === 'identity') {
    return answer.body.toString('utf8');
  }
  if (encoding !== 'gzip') {
    throw new InputError(`${what} was answered in the encoding "${encoding}"`);
  }
  try {
    const unpacked = await promisify(gunzip)(answer.body, {
      maxOutputLength: INDEX_LIMIT_BYTES,
    });
    return unpacked.toString('utf8');
  } catch {
    throw new InputError(
      `${what} was answered with what cannot be unpacked to at most ${INDEX_LIMIT_BYTES} bytes`,
    );
  }
}
