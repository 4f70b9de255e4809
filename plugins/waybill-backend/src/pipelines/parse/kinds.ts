import {
  projectConfigSchema,
  projectSchema,
  promotionPolicySchema,
} from '../schemas/promotionPolicySchema';
import {
  clusterPromotionTaskSchema,
  promotionTaskSchema,
} from '../schemas/promotionTaskSchema';
import { stageSchema } from '../schemas/stageSchema';
import { warehouseSchema } from '../schemas/warehouseSchema';

/** One schema per kind, whatever its age. */
export const SCHEMAS = {
  Warehouse: warehouseSchema,
  Stage: stageSchema,
  ProjectConfig: projectConfigSchema,
  Project: projectSchema,
  PromotionTask: promotionTaskSchema,
  ClusterPromotionTask: clusterPromotionTaskSchema,
  PromotionPolicy: promotionPolicySchema,
};

/** A kind that Waybill understands. */
export type Kind = keyof typeof SCHEMAS;

const API_VERSIONS = ['kargo.akuity.io/v1alpha1', 'waybill/v1alpha1'];

/** Whose document this is: one of ours, somebody else's, or one that claims to be ours and is not. */
export function kindOf(document: {
  apiVersion: string;
  kind: string;
}):
  | { type: 'ours'; kind: Kind }
  | { type: 'foreign' }
  | { type: 'refused'; message: string } {
  const { apiVersion, kind } = document;
  if (!apiVersion || !kind) {
    return {
      type: 'refused',
      message: 'Expected a document with apiVersion and kind',
    };
  }
  if (kind === 'List' && apiVersion === 'v1') {
    return {
      type: 'refused',
      message:
        'Expected single documents, found a List; write its items apart, with "---" between them',
    };
  }
  const [group] = apiVersion.split('/');
  if (!API_VERSIONS.some(ours => ours.startsWith(`${group}/`))) {
    return { type: 'foreign' };
  }
  if (!API_VERSIONS.includes(apiVersion)) {
    return {
      type: 'refused',
      message: `Expected apiVersion ${API_VERSIONS.join(
        ' or ',
      )}, found ${apiVersion}`,
    };
  }
  return Object.hasOwn(SCHEMAS, kind)
    ? { type: 'ours', kind: kind as Kind }
    : {
        type: 'refused',
        message: `${kind} is not a kind that a pipeline is made of; those are ${Object.keys(
          SCHEMAS,
        ).join(', ')}`,
      };
}
