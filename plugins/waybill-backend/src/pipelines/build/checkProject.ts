import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { errorAt } from '../parse/SourceDocument';
import { Resources } from './Resources';

/** One pipeline is one project: every document names the same namespace, and Project and ProjectConfig are named after it. */
export function checkProject(resources: Resources): {
  project?: string;
  errors: DefinitionError[];
} {
  const claims = [
    ...resources.Warehouse,
    ...resources.Stage,
    ...resources.PromotionTask,
    ...resources.ProjectConfig,
    ...resources.PromotionPolicy,
  ].map(({ source, data }) => ({
    source,
    path: ['metadata', 'namespace'],
    project: data.metadata.namespace,
  }));
  const names = [...resources.ProjectConfig, ...resources.Project].map(
    ({ source, data }) => ({
      source,
      path: ['metadata', 'name'],
      project: data.metadata.name,
    }),
  );
  const all = [...claims, ...names];
  const project = all[0]?.project;
  return {
    project,
    errors: all
      .filter(claim => claim.project !== project)
      .map(({ source, path, project: other }) =>
        errorAt(source, {
          path,
          message: `One pipeline is one project: expected "${project}" as in the documents before, found "${other}"`,
        }),
      ),
  };
}
