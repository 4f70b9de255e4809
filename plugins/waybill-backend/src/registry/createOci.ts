import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { OciPort } from '@waybill/backstage-plugin-waybill-node';
import { CredentialsPort } from '../ports';
import { createRegistryClient } from './client/createRegistryClient';
import { copyArtifact } from './copyArtifact';
import { digestOfTag } from './digestOfTag';
import { listTags } from './listTags';
import { locateRepository } from './locateRepository';
import { ArtifactReference, parseReference } from './parseReference';
import { readLayer } from './readLayer';
import { readRegistries } from './readRegistries';
import { RegistryAccess } from './RegistryAccess';

/** Artifacts in registries, where `waybill.registries` says that they are, with the credentials of one pipeline. */
export function createOci(options: {
  config: Config;
  credentials: CredentialsPort;
}): (pipelineId: string) => OciPort {
  const registries = readRegistries(options.config);
  const client = createRegistryClient(options.credentials);

  return pipelineId => {
    const access = (
      { repository }: Pick<ArtifactReference, 'repository'>,
      rest: Pick<RegistryAccess, 'insecureSkipTLSVerify' | 'signal'>,
    ): RegistryAccess => ({
      repository: locateRepository(repository, registries),
      pipelineId,
      insecureSkipTLSVerify: rest.insecureSkipTLSVerify,
      signal: rest.signal,
    });
    const digestBehind = async (
      { version }: ArtifactReference,
      at: RegistryAccess,
    ) =>
      'digest' in version
        ? version.digest
        : digestOfTag(client, at, version.tag);
    const located = async (
      reference: string,
      rest: Pick<RegistryAccess, 'insecureSkipTLSVerify' | 'signal'>,
    ) => {
      const parsed = parseReference(reference);
      const at = access(parsed, rest);
      const digest = await digestBehind(parsed, at);
      if (digest === undefined) {
        throw new NotFoundError(`There is no artifact ${reference}`);
      }
      return { at, digest };
    };

    return {
      async resolve({ reference, ...rest }) {
        const parsed = parseReference(reference);
        const digest = await digestBehind(parsed, access(parsed, rest));
        return digest === undefined ? undefined : { digest };
      },

      async listTags({ repository, ...rest }) {
        return listTags(
          client,
          access({ repository: repository.replace(/^oci:\/\//, '') }, rest),
        );
      },

      async download({ reference, mediaType, limitBytes, ...rest }) {
        const { at, digest } = await located(reference, rest);
        return readLayer(client, at, { digest, mediaType, limitBytes });
      },

      async copy({ from, to, annotations, limitBytes, ...rest }) {
        const target = parseReference(to);
        if (!('tag' in target.version)) {
          throw new InputError(`Expected a tag to copy to, found '${to}'`);
        }
        const { at, digest } = await located(from, rest);
        return copyArtifact(client, {
          from: at,
          digest,
          to: access(target, rest),
          tag: target.version.tag,
          annotations,
          limitBytes,
        });
      },
    };
  };
}
