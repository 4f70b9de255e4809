import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  gitHostsExtensionPoint,
  stepsExtensionPoint,
} from '@waybill/backstage-plugin-waybill-node';
import { createActions } from './actions/createActions';
import { optionalActionsServiceRef } from './actions/optionalActionsServiceRef';
import { createApi } from './api/createApi';
import { createPreviewer } from './api/services/createPreviewer';
import { createArgo, createStageHealth } from './argo';
import { createCredentials } from './credentials';
import { createChartRepository } from './discovery/chart/createChartRepository';
import { createGitHistory } from './discovery/git/createGitHistory';
import { createRegistry } from './discovery/image';
import { createEngine } from './engine/createEngine';
import { readEngineConfig } from './engine/readEngineConfig';
import { systemIds } from './engine/systemIds';
import { createChangelog } from './freight/changelog/createChangelog';
import { createMetadata } from './freight/createMetadata';
import { createCommitComparison } from './git/comparison/createCommitComparison';
import { createConnect } from './git/createConnect';
import { createGitPorts } from './git/createGitPorts';
import { builtInGitHosts } from './git/hosts/builtInGitHosts';
import { createGitHosts } from './git/hosts/createGitHosts';
import { readGitConfig } from './git/readGitConfig';
import { createAuthority } from './governance';
import { createReviews } from './governance/createReviews';
import { createHttp } from './http/createHttp';
import { createMessages } from './notify/createMessages';
import { createDefinitions } from './pipelines';
import { GitHostsRegistry } from './GitHostsRegistry';
import { createPromotionRunner } from './promotion/createPromotionRunner';
import { builtInSteps } from './promotion/steps';
import { createImageLabels } from './registry/createImageLabels';
import { createOci } from './registry/createOci';
import { StepsRegistry } from './StepsRegistry';
import { migrateStore } from './store/migrateStore';
import { getPipeline } from './store/operations/pipelines/getPipeline';
import { createTools } from './tools';
import { createVerifier } from './verification/createVerifier';

/**
 * Promotes Freight through the Stages of catalog entities. Wiring only.
 *
 * @public
 */
export const waybillPlugin = createBackendPlugin({
  pluginId: 'waybill',
  register(env) {
    const steps = new StepsRegistry(builtInSteps);
    env.registerExtensionPoint(stepsExtensionPoint, steps);
    const gitHosts = new GitHostsRegistry(builtInGitHosts);
    env.registerExtensionPoint(gitHostsExtensionPoint, gitHosts);

    env.registerInit({
      deps: {
        actions: optionalActionsServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { auth, catalog, config, lifecycle, logger, urlReader } =
          services;
        const knex = await migrateStore(services.database);
        const integrations = ScmIntegrations.fromConfig(config);
        const uiBaseUrl = config.getOptionalString('app.baseUrl');
        const { author, ...gitConfig } = readGitConfig(config);

        const credentials = createCredentials({
          config,
          integrations,
          logger,
          entityOf: async id => (await getPipeline(knex, { id }))?.entityRef,
        });
        const git = await createGitPorts({
          config,
          integrations,
          credentials,
          logger,
        });
        const { argo, analysisRuns, state, watch } = createArgo({
          config,
          logger,
        });
        const tools = createTools({ config });
        const http = createHttp();
        const oci = createOci({ config, credentials });
        const labels = createImageLabels({ config, credentials });
        const charts = createChartRepository({ config, credentials, http });
        const hostsWith = (
          access: Pick<
            Parameters<typeof createGitHosts>[0],
            'credentials' | 'pipelineId'
          >,
        ) =>
          createGitHosts({
            integrations,
            logger,
            providers: gitHosts.all(),
            ...access,
          });
        const comparison = createCommitComparison({
          hosts: pipelineId => hostsWith({ credentials, pipelineId }),
          anonymous: hostsWith({
            credentials: { find: async () => undefined },
          }),
          connect: pipelineId =>
            createConnect({ ...gitConfig, credentials, logger, pipelineId }),
        });
        const messages = createMessages({ ...services, http });
        const actions = createActions(services);
        const authority = createAuthority({
          config,
          ports: pipelineId => ({
            git: git(pipelineId),
            hosts: hostsWith({ credentials, pipelineId }),
            argo,
            metadata: createMetadata({ knex, pipelineId }),
            tools,
            http,
            oci: oci(pipelineId),
            charts,
            messages,
            reviews: createReviews({ knex, pipelineId }),
            actions,
            changelog: createChangelog({
              knex,
              pipelineId,
              comparison: comparison(pipelineId),
              labels: labels(pipelineId),
              charts,
            }),
          }),
          analysisRuns,
          logger,
        });
        const definitions = createDefinitions({
          config,
          catalog,
          auth,
          urlReader,
          logger,
          knownSteps: steps.all().map(step => step.id),
        });
        const engine = createEngine({
          knex,
          config: readEngineConfig(config),
          logger,
          ids: systemIds(),
          ports: {
            definitions,
            authority,
            registry: createRegistry({ config, credentials, logger }),
            charts,
            gitHistory: {
              newestFromBranch: look =>
                createGitHistory({
                  ...gitConfig,
                  credentials,
                  logger,
                  pipelineId: look.pipelineId,
                }).newestFromBranch(look),
            },
            runner: createPromotionRunner({
              steps: steps.all(),
              author,
              logger,
              uiBaseUrl,
            }),
            stageHealth: createStageHealth(),
            verifier: createVerifier({ authority }),
            applicationWatch: watch,
          },
        });
        const previewer = createPreviewer({
          state,
          knex,
          steps: steps.all(),
          author,
          authority,
          logger,
          uiBaseUrl,
        });

        createApi({
          ...services,
          knex,
          engine,
          authority,
          definitions,
          previewer,
          isFileStep: uses =>
            steps.all().find(step => step.id === uses)?.kind === 'files',
        });
        lifecycle.addStartupHook(() => engine.start());
        lifecycle.addShutdownHook(() => engine.stop());
      },
    });
  },
});
