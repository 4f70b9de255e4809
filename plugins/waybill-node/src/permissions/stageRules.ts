import { createPermissionRule } from '@backstage/plugin-permission-node';
import { matchesAny } from './matchesAny';
import {
  claimsSchema,
  entitiesSchema,
  labelsSchema,
  namesSchema,
} from './paramsSchemas';
import { waybillStageResourceRef } from './resourceRefs';

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allows for Stages of entities that one of the claims owns',
  resourceRef: waybillStageResourceRef,
  paramsSchema: claimsSchema,
  apply: (resource, { claims }) => matchesAny(resource.entityOwners, claims),
  toQuery: ({ claims }) => ({ key: 'entityOwners' as const, values: claims }),
});

const isStageOwner = createPermissionRule({
  name: 'IS_STAGE_OWNER',
  description:
    'Allows for Stages that one of the claims owns: by policy, else as the entity',
  resourceRef: waybillStageResourceRef,
  paramsSchema: claimsSchema,
  apply: (resource, { claims }) => matchesAny(resource.stageOwners, claims),
  toQuery: ({ claims }) => ({ key: 'stageOwners' as const, values: claims }),
});

const hasStageName = createPermissionRule({
  name: 'HAS_STAGE_NAME',
  description: 'Allows for Stages of these names',
  resourceRef: waybillStageResourceRef,
  paramsSchema: namesSchema,
  apply: (resource, { names }) => names.includes(resource.stage),
  toQuery: ({ names }) => ({ key: 'stage' as const, values: names }),
});

const hasStageLabel = createPermissionRule({
  name: 'HAS_STAGE_LABEL',
  description: 'Allows for Stages that carry one of these labels',
  resourceRef: waybillStageResourceRef,
  paramsSchema: labelsSchema,
  apply: (resource, { labels }) =>
    Object.entries(resource.labels).some(([key, value]) =>
      labels.includes(`${key}=${value}`),
    ),
  toQuery: ({ labels }) => ({ key: 'labels' as const, values: labels }),
});

const hasEntity = createPermissionRule({
  name: 'HAS_ENTITY',
  description: 'Allows for Stages of these entities',
  resourceRef: waybillStageResourceRef,
  paramsSchema: entitiesSchema,
  apply: (resource, { entityRefs }) =>
    matchesAny([resource.entityRef], entityRefs),
  toQuery: ({ entityRefs }) => ({
    key: 'entityRef' as const,
    values: entityRefs,
  }),
});

/** Rules on `waybill-stage`. @public */
export const waybillStageRules = {
  isEntityOwner,
  isStageOwner,
  hasStageName,
  hasStageLabel,
  hasEntity,
};
