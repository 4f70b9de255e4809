import { Config } from '@backstage/config';
import { PipelineEntity } from '../ports';
import { parseImageRepository } from '../registry/parseImageRepository';
import { parseReference } from '../registry/parseReference';
import { createHttpAccess, HttpAccess } from './createHttpAccess';
import { isInAudience } from './isInAudience';
import { matchesAny } from './matchesAny';
import { PatternGrant } from './PatternGrant';
import { readChannelAudiences } from './readChannelAudiences';
import { readHttpGrants } from './readHttpGrants';
import { readPatternGrants } from './readPatternGrants';
import { readProxies } from './readProxies';

/** What a pipeline's steps may do outside of Git and Argo CD. Sentences are undefined for yes. */
export interface StepAccess {
  http: HttpAccess;
  mayPushImage(reference: string): string | undefined;
  mayRunAction(id: string): string | undefined;
  mayUseChannel(name: string): string | undefined;
}

/** Reads `waybill.http`, `waybill.images`, `waybill.actions` and whose the channels of `waybill.messages` are. */
export function createStepAccess(
  config: Config,
): (entity: PipelineEntity) => StepAccess {
  const http = readHttpGrants(config);
  const proxies = readProxies(config);
  const images = readPatternGrants(
    config,
    'waybill.images.allow',
    'repositories',
  );
  const actions = readPatternGrants(config, 'waybill.actions.allow', 'actions');
  const channels = readChannelAudiences(config);

  return entity => {
    const refused = (what: string, key: string) =>
      `${what} is not granted to ${entity.entityRef}; an entry of ${key} in the platform's configuration would grant it`;
    const isGranted = (grants: readonly PatternGrant[], text: string) =>
      grants.some(
        grant =>
          isInAudience(entity, grant) && matchesAny(text, grant.patterns),
      );

    return {
      http: createHttpAccess(entity, http, proxies),

      mayPushImage(reference) {
        const repository = repositoryOf(reference);
        return repository !== undefined && isGranted(images, repository)
          ? undefined
          : refused(
              `Pushing to ${repository ?? 'what is no repository'}`,
              'waybill.images.allow',
            );
      },

      mayRunAction(id) {
        return isGranted(actions, id)
          ? undefined
          : refused(`The action ${id}`, 'waybill.actions.allow');
      },

      mayUseChannel(name) {
        const audience = channels.get(name);
        return audience && isInAudience(entity, audience)
          ? undefined
          : `There is no channel "${name}" for ${entity.entityRef} in waybill.messages.channels of the platform's configuration`;
      },
    };
  };
}

/** `host/name`, in the spelling of the registry's client; undefined: it would not take it either. */
function repositoryOf(reference: string): string | undefined {
  try {
    const { host, name } = parseImageRepository(
      parseReference(reference).repository,
    );
    return `${host}/${name}`;
  } catch {
    return undefined;
  }
}
