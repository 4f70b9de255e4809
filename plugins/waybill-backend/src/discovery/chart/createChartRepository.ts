import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  HttpAnswer,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { LRUCache } from 'lru-cache';
import { IndexedChart, readChartIndex } from '../../charts/readChartIndex';
import {
  ChartLook,
  ChartRepositoryPort,
  CredentialsPort,
  HttpSenderPort,
} from '../../ports';
import { createChartClient } from './createChartClient';
import { LocatedChartRepository } from './locateChartRepository';

/** Of an index, packed and unpacked. Large ones have some 20 MB. */
const INDEX_LIMIT_BYTES = 64 * 1024 * 1024;
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
  const client = createChartClient(options);
  const described = new LRUCache<string, Record<string, string>>({
    max: REMEMBERED,
    ttl: REMEMBERED_MS,
  });

  /** Undefined: the index is still that of the ETag. */
  async function readIndex(
    look: ChartLook,
    knownEtag?: string,
  ): Promise<{ versions: IndexedChart[]; etag?: string } | undefined> {
    const repository = client.locate(look);
    const file = `${repository.url}/index.yaml`;
    const answer = await client.ask(look, repository, {
      url: file,
      headers: {
        'accept-encoding': 'gzip',
        ...(knownEtag && { 'if-none-match': knownEtag }),
      },
      limitBytes: INDEX_LIMIT_BYTES,
    });
    if (answer.status === 304) {
      return undefined;
    }
    const versions = await readChartIndex(
      file,
      await textOf(`${look.repoURL}: GET ${file}`, answer),
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

    async download({ version, limitBytes, ...look }) {
      const repository = client.locate(look);
      const index = await readIndex(look);
      const entry = index?.versions.find(each => each.version === version);
      const [address] = entry?.urls ?? [];
      if (!entry || address === undefined) {
        throw new NotFoundError(
          `There is no version ${version} of the chart "${look.name}" in ${look.repoURL}`,
        );
      }
      const url = archiveUrl(look, repository, address);
      const { body } = await client.ask(look, repository, {
        url,
        headers: {},
        limitBytes,
      });
      const digest = createHash('sha256').update(body).digest('hex');
      if (entry.digest !== undefined && entry.digest !== digest) {
        throw new StepFailure(
          `${url.replace(/[?#].*/s, '')} is not what ${
            look.repoURL
          } says it is: expected sha256 ${entry.digest}, found ${digest}`,
        );
      }
      return body;
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

/** Of what the index says, which may be relative, or begin with the name that the manifest has for the repository. */
function archiveUrl(
  { repoURL, name }: ChartLook,
  { url }: LocatedChartRepository,
  address: string,
): string {
  const named = `${repoURL.replace(/\/+$/, '')}/`;
  if (address.startsWith(named)) {
    return `${url}/${address.slice(named.length)}`;
  }
  if (!URL.canParse(address, `${url}/`)) {
    throw new InputError(
      `${repoURL} says of the chart "${name}" that it is at what is no address`,
    );
  }
  return new URL(address, `${url}/`).href;
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
