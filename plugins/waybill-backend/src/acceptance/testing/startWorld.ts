import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createRepository,
  findRepository,
  pushImage,
  startArgo,
  startForge,
  startRegistry,
} from '@waybill/sandbox';
import {
  FreightView,
  PipelineView,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import request from 'supertest';
import { commitFiles } from '../../git/testing/commitFiles';
import { git } from '../../git/testing/git';
import { waybillPlugin } from '../../plugin';
import { until } from './until';

/** A pipeline and who has it. */
export interface WorldPipeline {
  /** Of the entity, and of the project where the file says no other. */
  name: string;
  definition: string;
}

type Application = Parameters<
  Awaited<ReturnType<typeof startArgo>>['createApplication']
>[0];

/**
 * The whole plugin with its engine on a real database, beside a Git server (`git http-backend`) with GitHub's API, an image registry
 * and Argo CD's controller. It is asked over HTTP, and what it did is looked at on the Git server.
 *
 * @remarks Definitions lie in a repository of their own; `https://git.example.com` in them is this Git server.
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
    variables: (gitUrl: string) => Record<string, string>;
  },
) {
  const directory = await mkdtemp(join(tmpdir(), 'waybill-world-'));
  const repositories = join(directory, 'git');
  const folderOf = (name: string) => {
    const found = findRepository(repositories, { owner: 'acme', name });
    if (!found) {
      throw new Error(`There is no repository acme/${name}`);
    }
    return found;
  };
  const forge = await startForge({ directory, gitPort: 0, githubPort: 0 });
  const registry = await startRegistry({
    directory: join(directory, 'registry'),
    port: 0,
  });
  const argo = await startArgo({
    directory: join(directory, 'argo'),
    port: 0,
    delays: { compare: 10, sync: 50, progress: 50, refresh: 1_000 },
    resolveRepository: url =>
      url.startsWith(`${forge.git.url}/acme/`)
        ? folderOf(new URL(url).pathname.split('/')[2].replace(/\.git$/, ''))
        : undefined,
  });
  const host = new URL(forge.git.url).host;
  const urlOf = (pipeline: string) =>
    `${forge.git.url}/acme/definitions/blob/main/${pipeline}.yaml`;
  const definitions = options.pipelines.map(({ name, definition }) => [
    `${name}.yaml`,
    definition.replace(/https:\/\/git\.example\.com/g, forge.git.url),
  ]);
  for (const [name, files] of [
    ...Object.entries(options.repositories),
    ['definitions', Object.fromEntries(definitions)] as const,
  ]) {
    await createRepository(repositories, { owner: 'acme', name });
    await commitFiles(folderOf(name), { files, message: 'start' });
  }
  for (const [repository, tag] of Object.entries(options.images)) {
    await pushImage({ registryUrl: registry.url, repository, tag });
  }
  const backend = await startTestBackend({
    features: [
      waybillPlugin,
      ...(options.features ?? []),
      catalogServiceMock.factory({
        entities: options.pipelines.map(({ name }) =>
          entityOf(name, urlOf(name)),
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
                host,
                apiBaseUrl: `${forge.github.url}/api/v3`,
                token: 'sandbox-token',
              },
            ],
          },
          waybill: {
            definitions: { allow: [`${forge.git.url}/acme/**`] },
            variables: [
              {
                match: { entities: ['component:default/*'] },
                values: options.variables(forge.git.url),
              },
            ],
            registries: [
              {
                prefix: 'registry.example.com',
                endpoint: registry.url,
                insecure: true,
              },
            ],
            git: {
              cacheDirectory: join(directory, 'cache'),
              allow: [
                {
                  repos: [`${forge.git.url}/acme/*`],
                  entities: ['component:default/*'],
                },
              ],
            },
            argocd: {
              instances: [
                {
                  name: 'world',
                  kubernetes: { server: argo.url, skipTLSVerify: true },
                },
              ],
            },
            policies: { default: { autoPromotion: 'allow' } },
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

  const asDana = {
    Authorization: mockCredentials.user.header('user:default/dana'),
  };
  const path = (entity: string) =>
    `/api/waybill/pipelines/component/default/${entity}`;
  const ask = async <T>(where: string): Promise<T> => {
    const answer = await request(backend.server).get(where).set(asDana);
    if (answer.status !== 200) {
      throw new Error(`GET ${where} answered ${answer.status}: ${answer.text}`);
    }
    return answer.body as T;
  };

  const world = {
    gitUrl: forge.git.url,
    /** Somebody else's commit. */
    async commit(name: string, files: Record<string, string>) {
      return commitFiles(folderOf(name), { files, message: 'by a person' });
    },
    /** Plain git in the repository on the server. */
    git: (name: string, ...args: string[]) => git(folderOf(name), ...args),
    async file(name: string, branch: string, file: string) {
      return git(folderOf(name), 'show', `${branch}:${file}`);
    },
    /** Which Promotion made each commit of a branch, newest first; empty: a person. */
    async promotionsOn(name: string, branch = 'main'): Promise<string[]> {
      const log = await git(
        folderOf(name),
        'log',
        '--first-parent',
        '--format=%(trailers:key=Waybill-Promotion,valueonly,separator=%x2C).',
        branch,
      );
      return log.split('\n').map(line => line.replace(/\.$/, ''));
    },
    /** An Application that the Stage may operate, named after both. */
    application(entity: string, stage: string, spec: object) {
      const name = `${entity}-${stage}`;
      argo.createApplication({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name,
          namespace: 'argocd',
          annotations: {
            'waybill/authorized-stage': `component:default/${entity}:${stage}`,
          },
        },
        spec: {
          project: 'default',
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: name,
          },
          ...spec,
        },
      } as Application);
    },
    async synced(name: string): Promise<string[]> {
      const response = await fetch(
        `${argo.url}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}`,
      );
      const { status } = (await response.json()) as {
        status: { sync: { revision?: string; revisions?: string[] } };
      };
      return status.sync.revisions ?? [status.sync.revision ?? ''];
    },
    pipeline: (entity: string) => ask<PipelineView>(path(entity)),
    promotion: (id: string) =>
      ask<PromotionView>(`/api/waybill/promotions/${id}`),
    async freight(
      entity: string,
      isMeant: (freight: FreightView) => boolean,
    ): Promise<FreightView> {
      return until(
        `Freight of ${entity}`,
        async () =>
          (await world.pipeline(entity).catch(() => undefined))?.freight.find(
            isMeant,
          ),
        () => world.pipeline(entity),
      );
    },
    freightWith: (entity: string, tag: string) =>
      world.freight(entity, ({ images }) =>
        images.some(image => image.tag === tag),
      ),
    /** Makes Freight available to a Stage, whatever is before it. */
    async approve(entity: string, stage: string, freight: FreightView) {
      const answer = await request(backend.server)
        .post(`${path(entity)}/stages/${stage}/approvals`)
        .set(asDana)
        .send({ freight: freight.id });
      expect(answer.status).toBeLessThan(300);
    },
    /** Promotes and waits for the end, which has to be a success. */
    async promote(entity: string, stage: string, freight: FreightView) {
      return world.ended(await world.start(entity, stage, freight));
    },
    async start(entity: string, stage: string, freight: FreightView) {
      const answer = await request(backend.server)
        .post(`${path(entity)}/stages/${stage}/promotions`)
        .set(asDana)
        .send({ freight: freight.id });
      expect({ status: answer.status, body: answer.body }).toMatchObject({
        status: 201,
      });
      return (answer.body as PromotionView).id;
    },
    async ended(id: string): Promise<PromotionView> {
      const promotion = await until(
        `the end of ${id}`,
        async () => {
          const found = await world.promotion(id);
          return found.finishedAt ? found : undefined;
        },
        () => world.promotion(id),
      );
      expect({
        phase: promotion.phase,
        steps: promotion.steps.filter(
          ({ status }) => status !== 'Succeeded' && status !== 'Skipped',
        ),
      }).toEqual({ phase: 'Succeeded', steps: [] });
      return promotion;
    },
    /** Waits until a Promotion has opened its pull request. Answers with its number. */
    async pullRequest(id: string): Promise<number> {
      return until(
        `the pull request of ${id}`,
        async () => (await world.promotion(id)).pullRequest?.number,
        () => world.promotion(id),
      );
    },
    /** Merges the pull request of a Promotion, as somebody would on the host's page. */
    async merge(name: string, id: string) {
      const number = await world.pullRequest(id);
      const response = await fetch(
        `${forge.github.url}/api/v3/repos/acme/${name}/pulls/${number}/merge`,
        {
          method: 'PUT',
          headers: {
            authorization: 'token sandbox-token',
            'content-type': 'application/json',
          },
          body: '{}',
        },
      );
      expect(response.status).toBe(200);
    },
    async stop() {
      await backend.stop();
      await argo.close();
      await registry.close();
      await forge.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return world;
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
