import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  parseStageResourceRef,
  waybillAuditReadPermission,
  waybillPipelinePermissions,
  waybillPipelineReadPermission,
  waybillPolicyOverridePermission,
  waybillStagePermissions,
} from '@waybill/backstage-plugin-waybill-common';
import {
  waybillPipelineResourceRef,
  waybillPipelineRules,
  WaybillPipelineResource,
  WaybillStageResource,
  waybillStageResourceRef,
  waybillStageRules,
} from '@waybill/backstage-plugin-waybill-node';
import { Knex } from 'knex';
import { AuthorityPort } from '../ports';
import { findPipeline } from '../store/operations/pipelines/findPipeline';

/** Tells the permission framework what there is to permit, and what its rules may look at. */
export function registerPermissions(options: {
  registry: PermissionsRegistryService;
  knex: Knex;
  authority: AuthorityPort;
}) {
  const { registry, knex, authority } = options;

  const stageResource = async (
    ref: string,
  ): Promise<WaybillStageResource | undefined> => {
    const target = readRef(ref);
    if (!target) return undefined;
    const { entityRef, stage } = target;
    const pipeline = await findPipeline(knex, { entityRef });
    const definition = pipeline?.definition?.stages.find(
      it => it.name === stage,
    );
    if (!pipeline?.definition || !definition) return undefined;
    const { project } = pipeline.definition;
    return {
      entityRef,
      stage,
      labels: definition.labels,
      entityOwners: pipeline.entity.owners,
      stageOwners: authority.ownersOf(
        { pipelineId: pipeline.id, entity: pipeline.entity, project },
        definition,
      ),
    };
  };

  const pipelineResource = async (
    ref: string,
  ): Promise<WaybillPipelineResource | undefined> => {
    const entityRef = ref.toLocaleLowerCase('en-US');
    const pipeline = await findPipeline(knex, { entityRef });
    return pipeline && { entityRef, entityOwners: pipeline.entity.owners };
  };

  registry.addPermissions([
    waybillPipelineReadPermission,
    waybillAuditReadPermission,
    waybillPolicyOverridePermission,
  ]);
  registry.addResourceType({
    resourceRef: waybillStageResourceRef,
    permissions: waybillStagePermissions,
    rules: Object.values(waybillStageRules),
    getResources: refs => Promise.all(refs.map(stageResource)),
  });
  registry.addResourceType({
    resourceRef: waybillPipelineResourceRef,
    permissions: waybillPipelinePermissions,
    rules: Object.values(waybillPipelineRules),
    getResources: refs => Promise.all(refs.map(pipelineResource)),
  });
}

/** Somebody else's ref among others must not spoil their answers: what no Stage can have is no Stage's. */
function readRef(ref: string) {
  try {
    return parseStageResourceRef(ref);
  } catch {
    return undefined;
  }
}
