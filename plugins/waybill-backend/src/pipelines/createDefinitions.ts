import {
  AuthService,
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createHash } from 'node:crypto';
import { DefinitionsPort } from '../ports';
import { configuredLocations } from './locate/ownRepository';
import { listPipelineEntities } from './locate/listPipelineEntities';
import { matchingVariables, readVariableSets } from './parse/matchingVariables';
import { parseDefinition } from './parse/parseDefinition';
import { readClusterTasks } from './read/readClusterTasks';
import { readDefinition } from './read/readDefinition';

/** Raised with every change of what the parser accepts or makes of it. */
const PARSER = 4;

/**
 * Finds, reads, parses and validates pipeline definitions. Everything the platform says about them is read from the
 * configuration once, here; what does not make sense there throws.
 */
export function createDefinitions(options: {
  config: Config;
  catalog: CatalogService;
  auth: AuthService;
  urlReader: UrlReaderService;
  logger: LoggerService;
  /** Ids of the registered promotion steps; undefined: a step of any name is accepted. */
  knownSteps?: readonly string[];
}): DefinitionsPort {
  const { config, catalog, auth, urlReader, logger, knownSteps } = options;
  const variableSets = readVariableSets(config);
  const argoInstances = (
    config.getOptionalConfigArray('waybill.argocd.instances') ?? []
  ).map(instance => instance.getString('name'));
  const clusterTasks = readClusterTasks(config, knownSteps);
  const configured = configuredLocations(config);
  const places = {
    integrations: ScmIntegrations.fromConfig(config),
    allow: config.getOptionalStringArray('waybill.definitions.allow') ?? [],
    development: process.env.NODE_ENV === 'development',
  };

  return {
    async listEntities(signal) {
      const entities = await listPipelineEntities({
        catalog,
        auth,
        places,
        configured,
        signal,
      });
      logger.debug(`The catalog has ${entities.length} pipelines`);
      return entities;
    },

    async read({ entity, etag, signal }) {
      const { development } = places;
      return await readDefinition({
        entity,
        etag,
        urlReader,
        development,
        signal,
      });
    },

    parse({ entity, files }) {
      return parseDefinition(files, matchingVariables(variableSets, entity), {
        steps: knownSteps,
        argoInstances,
        clusterTasks,
      });
    },

    parserVersion: `${PARSER}-${createHash('sha256')
      .update(
        JSON.stringify([
          variableSets,
          argoInstances,
          knownSteps,
          clusterTasks.map(({ data }) => data),
        ]),
      )
      .digest('hex')
      .slice(0, 12)}`,
  };
}
