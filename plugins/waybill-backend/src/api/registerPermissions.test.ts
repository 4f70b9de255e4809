import { isPermission } from '@backstage/plugin-permission-common';
import {
  waybillPermissions,
  waybillPipelineRefreshPermission,
  waybillStagePromotePermission,
} from '@waybill/backstage-plugin-waybill-common';
import {
  createWaybillPipelineConditionalDecision,
  createWaybillStageConditionalDecision,
  waybillPipelineConditions,
  waybillStageConditions,
} from '@waybill/backstage-plugin-waybill-node';
import { FREIGHT, OWNERS, permissionWorld } from './testing/permissionWorld';
import { ALLOW } from './testing/startApi';

jest.setTimeout(60_000);

const apiOf = permissionWorld();
const APP = '/pipelines/component/default/app';
const body = { freight: FREIGHT.id };

/** Promotes and says how it was answered: 409 is past every permission, since prod's gates refuse. */
const promoteTo = (path: string) =>
  apiOf()
    .asUser()
    .post(`${path}/promotions`, body)
    .then(({ status }) => status);

describe('conditions, applied by the plugin itself', () => {
  const {
    isEntityOwner,
    isStageOwner,
    hasStageName,
    hasStageLabel,
    hasEntity,
  } = waybillStageConditions;
  const claims = OWNERS;

  it.each<
    [
      string,
      Parameters<typeof createWaybillStageConditionalDecision>[1],
      boolean,
      boolean,
    ]
  >([
    ['IS_ENTITY_OWNER', isEntityOwner({ claims }), true, true],
    [
      'IS_ENTITY_OWNER of others',
      isEntityOwner({ claims: ['user:default/dana'] }),
      false,
      false,
    ],
    ['IS_STAGE_OWNER', isStageOwner({ claims }), true, true],
    ['HAS_STAGE_NAME', hasStageName({ names: ['dev', 'x'] }), true, false],
    ['HAS_STAGE_LABEL', hasStageLabel({ labels: ['tier=late'] }), false, true],
    [
      'HAS_ENTITY',
      hasEntity({ entityRefs: ['component:default/app'] }),
      true,
      true,
    ],
    [
      'both of two',
      { allOf: [isEntityOwner({ claims }), hasStageName({ names: ['prod'] })] },
      false,
      true,
    ],
    ['none', { not: isEntityOwner({ claims }) }, false, false],
  ])('%s', async (_, condition, dev, prod) => {
    apiOf().decide = ({ permission }) =>
      isPermission(permission, waybillStagePromotePermission)
        ? createWaybillStageConditionalDecision(permission, condition)
        : ALLOW;
    expect(await promoteTo(`${APP}/stages/dev`)).toBe(dev ? 201 : 403);
    expect(await promoteTo(`${APP}/stages/prod`)).toBe(prod ? 409 : 403);
  });

  it('of a pipeline', async () => {
    const refresh = async (name: string) =>
      (
        await apiOf()
          .asUser()
          .post(`/pipelines/component/default/${name}/refresh`)
      ).status;
    apiOf().decide = ({ permission }) =>
      isPermission(permission, waybillPipelineRefreshPermission)
        ? createWaybillPipelineConditionalDecision(permission, {
            allOf: [
              waybillPipelineConditions.isEntityOwner({ claims }),
              waybillPipelineConditions.hasEntity({
                entityRefs: ['component:default/app'],
              }),
            ],
          })
        : ALLOW;
    expect(await refresh('app')).toBe(202);
    expect(await refresh('free')).toBe(403);
  });

  it('are offered to the permission framework, and one bad ref spoils no others', async () => {
    const metadata = await apiOf()
      .asService('plugin:permission')
      .get('/.well-known/backstage/permissions/metadata');
    expect(
      metadata.body.permissions.map((it: { name: string }) => it.name).sort(),
    ).toEqual(waybillPermissions.map(it => it.name).sort());

    const apply = await apiOf()
      .asService('plugin:permission')
      .post('/.well-known/backstage/permissions/apply-conditions', {
        items: ['not a ref', 'component:default/app/dev'].map(
          (resourceRef, index) => ({
            id: String(index),
            resourceRef,
            resourceType: 'waybill-stage',
            conditions: isEntityOwner({ claims }),
          }),
        ),
      });
    expect(apply.body.items).toEqual([
      { id: '0', result: 'DENY' },
      { id: '1', result: 'ALLOW' },
    ]);
  });
});
