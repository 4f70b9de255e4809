import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { CredentialsPort, RegistryPort, ResolvedImage } from '../../ports';
import { createRegistryClient } from '../../registry/client/createRegistryClient';
import { listTags } from '../../registry/listTags';
import { locateRepository } from '../../registry/locateRepository';
import { readRegistries } from '../../registry/readRegistries';
import { isDigest, isTag } from '../../registry/parseReference';
import { digestOfTag } from '../../registry/digestOfTag';
import { describeImage } from './resolveImage';

/** Descriptions kept; the same digest always has the same one. */
const CACHE_LIMIT = 5_000;

/**
 * OCI and Docker registries, where `waybill.registries` says that they are.
 *
 * @remarks Throws an `InputError` for a name that is none, a `NotAllowedError`, `NotFoundError` or
 * `ServiceUnavailableError` for what a registry answers, and a `RateLimitError` with `retryAfterSeconds`; until then the
 * registry is not asked.
 */
export function createRegistry(options: {
  config: Config;
  credentials: CredentialsPort;
  logger: LoggerService;
}): RegistryPort {
  const registries = readRegistries(options.config);
  const client = createRegistryClient(options.credentials);
  const described = new Map<string, ResolvedImage | undefined>();

  return {
    async listTags({ repoURL, ...rest }) {
      const repository = locateRepository(repoURL, registries);
      const tags = await listTags(client, { repository, ...rest });
      options.logger.debug(`${repoURL} has ${tags.length} tags`);
      return tags;
    },
    async resolve({ repoURL, tag, platform, ...rest }) {
      const repository = locateRepository(repoURL, registries);
      if (!isTag(tag)) {
        throw new InputError(`${repoURL}: '${tag}' cannot be a tag`);
      }
      const common = { repository, ...rest };
      // Asked each time, so that a description kept is only told to who may see the image.
      const digest = await digestOfTag(client, common, tag);
      if (digest === undefined) {
        return undefined;
      }
      if (!isDigest(digest)) {
        throw new Error(
          `${repoURL}: expected a sha256 digest for tag ${tag}, found '${digest}'`,
        );
      }
      const { origin, name } = repository;
      const key = [origin, name, digest, platform].join(' ');
      if (!described.has(key)) {
        const image = await describeImage(client, common, digest, platform);
        if (described.size >= CACHE_LIMIT) {
          described.delete(described.keys().next().value!);
        }
        described.set(key, image);
      }
      return described.get(key);
    },
  };
}
