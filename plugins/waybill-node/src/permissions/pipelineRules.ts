import { createPermissionRule } from '@backstage/plugin-permission-node';
import { matchesAny } from './matchesAny';
import { claimsSchema, entitiesSchema } from './paramsSchemas';
import { waybillPipelineResourceRef } from './resourceRefs';

const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Allows for pipelines of entities that one of the claims owns',
  resourceRef: waybillPipelineResourceRef,
  paramsSchema: claimsSchema,
  apply: (resource, { claims }) => matchesAny(resource.entityOwners, claims),
  toQuery: ({ claims }) => ({ key: 'entityOwners' as const, values: claims }),
});

const hasEntity = createPermissionRule({
  name: 'HAS_ENTITY',
  description: 'Allows for pipelines of these entities',
  resourceRef: waybillPipelineResourceRef,
  paramsSchema: entitiesSchema,
  apply: (resource, { entityRefs }) =>
    matchesAny([resource.entityRef], entityRefs),
  toQuery: ({ entityRefs }) => ({
    key: 'entityRef' as const,
    values: entityRefs,
  }),
});

/** Rules on `waybill-pipeline`. @public */
export const waybillPipelineRules = { isEntityOwner, hasEntity };
