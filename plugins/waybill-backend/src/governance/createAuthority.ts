import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { Gate } from '@waybill/backstage-plugin-waybill-common';
import {
  AnalysisRunsPort,
  AuthorityPort,
  PipelineIdentity,
  UncheckedPorts,
} from '../ports';
import { AuthorizedActions } from './AuthorizedActions';
import { AuthorizedAnalysisRuns } from './AuthorizedAnalysisRuns';
import { AuthorizedArgo } from './AuthorizedArgo';
import { AuthorizedChangelog } from './AuthorizedChangelog';
import { AuthorizedCharts } from './AuthorizedCharts';
import { AuthorizedGit } from './AuthorizedGit';
import { AuthorizedGitHosts } from './AuthorizedGitHosts';
import { AuthorizedHttp } from './AuthorizedHttp';
import { AuthorizedMessages } from './AuthorizedMessages';
import { AuthorizedOci } from './AuthorizedOci';
import { createAnalysisAccess } from './createAnalysisAccess';
import { createRepositoryAccess } from './createRepositoryAccess';
import { createStepAccess } from './createStepAccess';
import { ProjectBindings } from './ProjectBindings';
import { readConfiguredValues } from './readConfiguredValues';
import { readGrants } from './readGrants';
import { readPolicies } from './readPolicies';
import { staticTargets } from './staticTargets';

/**
 * What the platform grants, read from the configuration once. Nothing a team can edit (a definition, an annotation on its entity,
 * a label, a name) grants anything; throws at once where the configuration says what is not built.
 */
export function createAuthority(options: {
  config: Config;
  /** With the credentials of one pipeline, and nothing checked yet. */
  ports(pipelineId: string): UncheckedPorts;
  analysisRuns: AnalysisRunsPort;
  logger: LoggerService;
}): AuthorityPort {
  const { config, ports, logger } = options;
  const grants = readGrants(config);
  const ownRepository =
    config.getOptionalBoolean('waybill.git.allowOwnRepository') ?? false;
  const stepAccess = createStepAccess(config);
  const values = readConfiguredValues(config);
  const signingKey = config.getOptionalString('waybill.git.signing.default');
  const policy = readPolicies(config);
  const bindings = ProjectBindings.fromConfig(config);
  const instances = (
    config.getOptionalConfigArray('waybill.argocd.instances') ?? []
  ).map(instance => instance.getString('name'));
  const mayAnalyse = createAnalysisAccess(config, instances);
  if (grants.length === 0 && !ownRepository) {
    logger.warn(
      'waybill.git.allow grants no repository, so no pipeline can read or write Git',
    );
  }

  const accessOf = ({ entity }: PipelineIdentity) =>
    createRepositoryAccess(entity, grants, ownRepository, signingKey);

  const projectProblem: AuthorityPort['projectProblem'] = (
    { entityRef },
    project,
  ) => {
    const owner = bindings.configured(project);
    return owner === undefined || owner === entityRef
      ? undefined
      : `The project "${project}" belongs to ${owner}, not to ${entityRef} (waybill.projects in the platform's configuration)`;
  };

  return {
    portsFor(pipeline, stage) {
      const access = accessOf(pipeline);
      const { entityRef } = pipeline.entity;
      const { project } = pipeline;
      const { git, hosts, argo, ...others } = ports(pipeline.pipelineId);
      const may = stepAccess(pipeline.entity);
      return {
        git: new AuthorizedGit(git, access),
        hosts: new AuthorizedGitHosts(hosts, access),
        argo: new AuthorizedArgo(argo, {
          entityRef,
          project,
          projectBound: bindings.isBound(entityRef, project),
          stage,
          instances,
        }),
        // A pipeline's own; there is nothing to grant.
        metadata: others.metadata,
        reviews: others.reviews,
        // They see nothing but what the pipeline may read; the network is the platform's word for all.
        tools: others.tools,
        http: new AuthorizedHttp(others.http, may.http),
        charts: new AuthorizedCharts(
          others.charts,
          pipeline.pipelineId,
          may.http,
        ),
        oci: new AuthorizedOci(others.oci, may.mayPushImage),
        messages: new AuthorizedMessages(others.messages, may.mayUseChannel),
        actions: new AuthorizedActions(others.actions, may.mayRunAction),
        changelog: new AuthorizedChangelog(others.changelog, access),
      };
    },

    analysisRunsFor({ entity, project }) {
      return new AuthorizedAnalysisRuns(
        options.analysisRuns,
        where => projectProblem(entity, project) ?? mayAnalyse(entity, where),
      );
    },

    valuesFor({ entity }) {
      return values(entity);
    },

    mayRead(pipeline, repoURL) {
      // An image is named without a scheme. Registries are not granted; a Warehouse reads with the platform's credentials only
      // what `waybill.credentials` gives to it.
      return /:\/\/|@/.test(repoURL)
        ? accessOf(pipeline).mayRead(repoURL)
        : undefined;
    },

    gatesFor(pipeline, stage) {
      const access = accessOf(pipeline);
      const problems = staticTargets(pipeline.project, stage).map(
        ({ repoURL, writes }) =>
          writes === undefined
            ? access.mayRead(repoURL)
            : access.mayWrite(repoURL, writes),
      );
      if (stage.shard && !instances.includes(stage.shard)) {
        problems.push(
          `There is no Argo CD instance "${stage.shard}" in waybill.argocd.instances`,
        );
      }
      const told = new Set(problems.filter(problem => problem !== undefined));
      return [...told].map(
        (message): Gate => ({
          code: 'NotAuthorized',
          message,
          effect: 'refuse',
        }),
      );
    },

    autoPromotionAllowed() {
      return policy.autoPromotion === 'allow';
    },

    automaticRollback() {
      return policy.automaticRollback;
    },

    ownersOf({ entity }) {
      return entity.owners;
    },

    projectProblem,

    isProjectBound({ entityRef }, project) {
      return bindings.isBound(entityRef, project);
    },
  };
}
