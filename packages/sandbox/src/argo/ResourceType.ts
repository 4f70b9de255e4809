import {
  analysisRunSchema,
  analysisTemplateSchema,
} from './schema/analysisSchemas';
import { appProjectSchema } from './schema/appProjectSchema';
import { applicationSchema } from './schema/applicationSchema';
import { anything, Schema } from './schema/Schema';

/** A column that `kubectl get` prints. */
export interface Column {
  name: string;
  path: string[];
  /** Above 0: with `-o wide` only. */
  priority: number;
}

/** A kind that the API serves. */
export interface ResourceType {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  shortNames: string[];
  namespaced: boolean;
  schema: Schema;
  columns: Column[];
}

const argo = { group: 'argoproj.io', version: 'v1alpha1', namespaced: true };

export const applicationType: ResourceType = {
  ...argo,
  plural: 'applications',
  singular: 'application',
  kind: 'Application',
  shortNames: ['app', 'apps'],
  schema: applicationSchema,
  columns: [
    { name: 'Sync Status', path: ['status', 'sync', 'status'], priority: 0 },
    {
      name: 'Health Status',
      path: ['status', 'health', 'status'],
      priority: 0,
    },
    { name: 'Revision', path: ['status', 'sync', 'revision'], priority: 10 },
    { name: 'Project', path: ['spec', 'project'], priority: 10 },
  ],
};

export const projectType: ResourceType = {
  ...argo,
  plural: 'appprojects',
  singular: 'appproject',
  kind: 'AppProject',
  shortNames: ['appproj', 'appprojs'],
  schema: appProjectSchema,
  columns: [],
};

export const analysisTemplateType: ResourceType = {
  ...argo,
  plural: 'analysistemplates',
  singular: 'analysistemplate',
  kind: 'AnalysisTemplate',
  shortNames: ['at'],
  schema: analysisTemplateSchema,
  columns: [],
};

export const clusterAnalysisTemplateType: ResourceType = {
  ...analysisTemplateType,
  namespaced: false,
  plural: 'clusteranalysistemplates',
  singular: 'clusteranalysistemplate',
  kind: 'ClusterAnalysisTemplate',
  shortNames: ['cat'],
};

export const analysisRunType: ResourceType = {
  ...argo,
  plural: 'analysisruns',
  singular: 'analysisrun',
  kind: 'AnalysisRun',
  shortNames: ['ar'],
  schema: analysisRunSchema,
  columns: [{ name: 'Status', path: ['status', 'phase'], priority: 0 }],
};

export const resourceTypes: ResourceType[] = [
  applicationType,
  projectType,
  analysisTemplateType,
  clusterAnalysisTemplateType,
  analysisRunType,
  {
    group: '',
    version: 'v1',
    plural: 'namespaces',
    singular: 'namespace',
    kind: 'Namespace',
    shortNames: ['ns'],
    namespaced: false,
    schema: anything,
    columns: [],
  },
];

/** `argoproj.io/v1alpha1` */
export function apiVersionOf({ group, version }: ResourceType): string {
  return group ? `${group}/${version}` : version;
}

/** `applications.argoproj.io` */
export function qualifiedName({ group, plural }: ResourceType): string {
  return group ? `${plural}.${group}` : plural;
}
