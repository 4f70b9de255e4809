import {
  DefinitionError,
  PipelineDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { errorAt, SourceDocument } from '../parse/SourceDocument';
import { Problem } from '../parse/Problem';
import { checkClusterTasks } from './checkClusterTasks';
import { checkGraph } from './checkGraph';
import { checkProject } from './checkProject';
import { checkShards } from './checkShards';
import { checkSteps } from './checkSteps';
import { findDuplicates } from './findDuplicates';
import { Resource, Resources } from './Resources';
import { toPolicies } from './toPolicies';
import { toStage } from './toStage';
import { toWarehouse } from './toWarehouse';

/** What the platform has, which a definition may name. */
export interface Available {
  /** Step kinds; undefined: not checked. */
  steps?: readonly string[];
  /** Argo CD instances. */
  argoInstances: readonly string[];
  /** `waybill.clusterPromotionTasks`; none by default. */
  clusterTasks?: readonly Resource<'ClusterPromotionTask'>[];
}

/** Valid documents to one pipeline, or to what is wrong between them. */
export function buildDefinition(
  resources: Resources,
  ignored: PipelineDefinition['ignored'],
  available: Available,
): { definition?: PipelineDefinition; errors: DefinitionError[] } {
  const errors: DefinitionError[] = [];
  const note = (source: SourceDocument, problems: Problem[]) =>
    errors.push(...problems.map(problem => errorAt(source, problem)));

  const { project, errors: projectErrors } = checkProject(resources);
  errors.push(
    ...projectErrors,
    ...findDuplicates(resources),
    ...checkClusterTasks(resources, available.clusterTasks ?? []),
    ...checkGraph(resources),
    ...checkShards(resources, available.argoInstances),
    ...(available.steps ? checkSteps(resources, available.steps) : []),
  );

  const warehouses = resources.Warehouse.map(({ source, data }) => {
    const { warehouse, problems } = toWarehouse(data);
    note(source, problems);
    return warehouse;
  });
  const withPlatform: Resources = {
    ...resources,
    ClusterPromotionTask: [
      ...(available.clusterTasks ?? []),
      ...resources.ClusterPromotionTask,
    ],
  };
  const byName = new Map(warehouses.map(found => [found.name, found]));
  const stages = resources.Stage.map(resource => {
    const { stage, problems } = toStage(resource, withPlatform, byName);
    note(resource.source, problems);
    return stage;
  });
  const { policies, errors: policyErrors } = toPolicies(resources);
  errors.push(...policyErrors);

  if (errors.length > 0 || !project) {
    return { errors };
  }
  return {
    definition: {
      project,
      warehouses,
      stages,
      promotionPolicies: policies,
      ignored,
    },
    errors,
  };
}
