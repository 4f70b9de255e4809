import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { waybillPlugin } from '../../plugin';
import { createCaller } from './createCaller';
import { startServers } from './startServers';

/** A pipeline and who has it. */
export interface WorldPipeline {
  /** Of the entity, and of the project where the file says no other. */
  name: string;
  definition: string;
}

/**
 * The whole plugin with its engine on a real database, beside a Git server (`git http-backend`) with GitHub's API, an image registry
 * and Argo CD's controller. It is asked over HTTP, and what it did is looked at on the Git server.
 *
 * @remarks Definitions lie in a repository of their own; `https://git.example.com` in them is this Git server, and so are
 * `registry.example.com` and `https://charts.example.com` this world's.
 * @param variables - for placeholders in definitions, given where the Git server is
 */
export async function startWorld(
  databases: TestDatabases,
  options: {
    pipelines: WorldPipeline[];
    /** Modules beside the plugin. */
    features?: BackendFeature[];
    /** Files by path, in one commit on main, by the repository's name. */
    repositories: Record<string, Record<string, string>>;
    /** Tags by repository. */
    images: Record<string, string>;
    /** `name:version`, in the folder `charts` of the registry and in the repository with an index. */
    charts?: { oci?: string[]; index?: string[] };
    variables: (gitUrl: string) => Record<string, string>;
    /** `waybill.policies.default`, over what allows auto-promotion. */
    policy?: JsonObject;
  },
) {
  const servers = await startServers();
  const { gitUrl, githubUrl, registryUrl, chartsUrl, argoUrl } = servers;
  const definitions = options.pipelines.map(({ name, definition }) => [
    `${name}.yaml`,
    definition.replace(/https:\/\/git\.example\.com/g, gitUrl),
  ]);
  await servers.repository('definitions', Object.fromEntries(definitions));
  for (const [name, files] of Object.entries(options.repositories)) {
    await servers.repository(name, files);
  }
  for (const [repository, tag] of Object.entries(options.images)) {
    await servers.image(repository, tag);
  }
  for (const chart of (options.charts?.oci ?? []).map(toChart)) {
    await servers.ociChart(chart);
  }
  for (const chart of (options.charts?.index ?? []).map(toChart)) {
    servers.chart(chart);
  }
  const backend = await startTestBackend({
    features: [
      waybillPlugin,
      ...(options.features ?? []),
      catalogServiceMock.factory({
        entities: options.pipelines.map(({ name }) =>
          entityOf(name, `${gitUrl}/acme/definitions/blob/main/${name}.yaml`),
        ),
      }),
      mockServices.database.factory({
        knex: await databases.init('SQLITE_3'),
      }),
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            github: [
              {
                host: new URL(gitUrl).host,
                apiBaseUrl: `${githubUrl}/api/v3`,
                token: 'sandbox-token',
              },
            ],
          },
          waybill: {
            definitions: { allow: [`${gitUrl}/acme/**`] },
            variables: [
              {
                match: { entities: ['component:default/*'] },
                values: options.variables(gitUrl),
              },
            ],
            registries: [
              {
                prefix: 'registry.example.com',
                endpoint: registryUrl,
                insecure: true,
              },
              {
                prefix: 'charts.example.com',
                endpoint: chartsUrl,
                insecure: true,
              },
            ],
            git: {
              cacheDirectory: servers.cacheDirectory,
              allow: [
                {
                  repos: [`${gitUrl}/acme/*`],
                  entities: ['component:default/*'],
                },
              ],
            },
            argocd: {
              instances: [
                {
                  name: 'world',
                  kubernetes: { server: argoUrl, skipTLSVerify: true },
                },
              ],
            },
            // Of each project, in the namespace that has its name.
            analysis: {
              allow: options.pipelines.map(({ name }) => ({
                namespaces: [name],
                entities: [`component:default/${name}`],
              })),
            },
            policies: {
              default: { autoPromotion: 'allow', ...options.policy },
            },
            engine: {
              catalogIntervalSeconds: 1,
              definitionIntervalSeconds: 5,
              minWarehouseIntervalSeconds: 1,
              maxWarehouseIntervalSeconds: 1,
              stageIntervalSeconds: 1,
              busyStageIntervalSeconds: 1,
              pollSeconds: 1,
            },
          },
        },
      }),
    ],
  });
  const caller = createCaller(backend.server);
  return {
    ...servers,
    ...caller,
    /** Merges the pull request of a Promotion. */
    async merge(name: string, promotion: string) {
      await servers.merge(name, await caller.pullRequest(promotion));
    },
    async stop() {
      await backend.stop();
      await servers.stop();
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

function entityOf(name: string, definitionUrl: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      uid: `uid-${name}`,
      annotations: {
        'backstage.io/managed-by-location': `url:${definitionUrl}`,
        'waybill/pipeline': `url:${definitionUrl}`,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
  };
}

function toChart(text: string) {
  const [name, version] = text.split(':');
  return { name, version };
}
