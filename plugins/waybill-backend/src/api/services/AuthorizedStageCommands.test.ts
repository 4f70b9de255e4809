import { TestDatabases } from '@backstage/backend-test-utils';
import { isPermission } from '@backstage/plugin-permission-common';
import {
  waybillFreightApprovePermission,
  waybillPermissions,
  waybillPipelineReadPermission,
  waybillPipelineRefreshPermission,
  waybillStagePermissions,
  waybillStagePromotePermission,
} from '@waybill/backstage-plugin-waybill-common';
import {
  createWaybillPipelineConditionalDecision,
  createWaybillStageConditionalDecision,
  waybillPipelineConditions,
  waybillStageConditions,
} from '@waybill/backstage-plugin-waybill-node';
import { insertPromotion } from '../../store/operations/promotions/insertPromotion';
import {
  definitionOf,
  freightOf,
  promotionOf,
  stageOf,
} from '../../store/testing/fixtures';
import { AT, catalogEntity, seedFreight, seedPipeline } from '../testing/seed';
import { ALLOW, DENY, RunningApi, startApi } from '../testing/startApi';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const APP = '/pipelines/component/default/app';
const FREIGHT = freightOf(1, AT);
const body = { freight: FREIGHT.id };
const OWNERS = ['group:default/team'];

let api: RunningApi;

beforeAll(async () => {
  api = await startApi(databases, {
    entities: ['app', 'free'].map(name => catalogEntity(name, OWNERS)),
    config: {
      waybill: {
        services: [
          {
            subject: 'bot',
            actions: ['promote', 'refresh', 'abort'],
            entities: ['Component:default/App'],
            stages: ['dev'],
          },
        ],
      },
    },
  });
  for (const name of ['app', 'free']) {
    const id = await seedPipeline(
      api.knex,
      name,
      definitionOf(name, [
        stageOf('dev', [], { labels: { tier: 'early' } }),
        stageOf('prod', ['dev'], { labels: { tier: 'late' } }),
      ]),
      { owners: OWNERS },
    );
    await seedFreight(api.knex, id, FREIGHT);
  }
});

beforeEach(() => {
  api.decide = () => ALLOW;
  api.audited.length = 0;
});

/** Promotes and says how it was answered: 409 is past every permission, since prod's gates refuse. */
const promoteTo = (path: string) =>
  api
    .asUser()
    .post(`${path}/promotions`, body)
    .then(({ status }) => status);

describe('permissions', () => {
  it.each([
    ['promotions', 'waybill.stage.promote', body],
    ['approvals', 'waybill.freight.approve', body],
    ['rollback', 'waybill.stage.rollback', { reason: 'bad' }],
    ['hold', 'waybill.stage.hold', { reason: 'bad' }],
    ['resume', 'waybill.stage.hold', {}],
    ['refresh', 'waybill.pipeline.refresh', undefined],
  ])('%s needs %s, is told so, and is audited', async (path, name, sent) => {
    const asked: string[] = [];
    api.decide = ({ permission }) => {
      asked.push(permission.name);
      return permission.name === name ? DENY : ALLOW;
    };
    const url = `${APP}/stages/dev/${path}`;
    const response = await api.asUser().post(url, sent);
    expect(response.status).toBe(403);
    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(name),
    });
    expect(asked).toEqual(['waybill.pipeline.read', name]);
    expect(api.audited).toMatchObject([
      { outcome: 'failed', error: expect.stringContaining(name) },
    ]);
    // Allowed nothing else, it is let in.
    api.decide = ({ permission }) =>
      ['waybill.pipeline.read', name].includes(permission.name) ? ALLOW : DENY;
    expect((await api.asUser().post(url, sent)).status).not.toBe(403);
  });

  it('reading needs waybill.pipeline.read, and preview no more', async () => {
    api.decide = ({ permission }) =>
      isPermission(permission, waybillPipelineReadPermission) ? ALLOW : DENY;
    for (const path of ['', '/promotions', '/stages/dev/history']) {
      const { status } = await api.asUser().get(`${APP}${path}`);
      expect([path, status]).toEqual([path, 200]);
    }
    const preview = await api.asUser().post(`${APP}/stages/dev/preview`, body);
    expect(preview.status).toBe(200);

    api.decide = () => DENY;
    for (const path of ['/pipelines', APP, `${APP}/promotions`]) {
      const { status } = await api.asUser().get(path);
      expect([path, status]).toEqual([path, 403]);
    }
    const denied = await api.asUser().post(`${APP}/stages/dev/preview`, body);
    expect(denied.status).toBe(403);
    const text = { text: 'kind: Stage' };
    expect((await api.asUser().post('/pipelines/validate', text)).status).toBe(
      403,
    );
  });

  it('what does not exist is said before what is not permitted', async () => {
    api.decide = ({ permission }) =>
      isPermission(permission, waybillPipelineReadPermission) ? ALLOW : DENY;
    const stage = await api
      .asUser()
      .post(`${APP}/stages/staging/promotions`, body);
    expect(stage.status).toBe(404);
    expect(stage.body.error.message).toMatch(
      /'staging'; its Stages: dev, prod/,
    );
    const warehouse = await api
      .asUser()
      .post(`${APP}/warehouses/nginx/refresh`);
    expect(warehouse.status).toBe(404);
    expect(warehouse.body.error.message).toMatch(/'nginx'.*: main/);
  });

  it('a promotion is aborted by who may abort in its Stage', async () => {
    const promotion = promotionOf('p-app', '01je5v0000000000000000000b', {
      stage: 'gone',
    });
    await api.knex.transaction(tx => insertPromotion(tx, { promotion }));
    api.decide = ({ permission }) =>
      permission.name === 'waybill.promotion.abort' ? DENY : ALLOW;
    const url = `/promotions/${promotion.id}/abort`;
    expect((await api.asUser().post(url, {})).status).toBe(403);
    api.decide = () => ALLOW;
    // Its Stage has left the file, and it must be stoppable all the same.
    expect((await api.asUser().post(url, {})).status).toBe(202);
  });
});

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
    api.decide = ({ permission }) =>
      isPermission(permission, waybillStagePromotePermission)
        ? createWaybillStageConditionalDecision(permission, condition)
        : ALLOW;
    expect(await promoteTo(`${APP}/stages/dev`)).toBe(dev ? 201 : 403);
    expect(await promoteTo(`${APP}/stages/prod`)).toBe(prod ? 409 : 403);
  });

  it('of a pipeline', async () => {
    const refresh = async (name: string) =>
      (await api.asUser().post(`/pipelines/component/default/${name}/refresh`))
        .status;
    api.decide = ({ permission }) =>
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
    const metadata = await api
      .asService('plugin:permission')
      .get('/.well-known/backstage/permissions/metadata');
    expect(
      metadata.body.permissions.map((it: { name: string }) => it.name).sort(),
    ).toEqual(waybillPermissions.map(it => it.name).sort());
    expect(waybillStagePermissions).toContain(waybillFreightApprovePermission);

    const apply = await api
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

describe('services, which pass every permission by design', () => {
  const prod = `${APP}/stages/prod`;
  const dev = `${APP}/stages/dev`;

  it.each<[string, string, string, object | undefined, number]>([
    ['bot', 'promotes where it is listed', `${dev}/promotions`, body, 201],
    ['bot', 'refreshes there', `${dev}/refresh`, undefined, 202],
    ['bot', 'refreshes the pipeline', `${APP}/refresh`, undefined, 202],
    ['bot', 'previews', `${prod}/preview`, body, 200],
    ['bot', 'promotes not to another Stage', `${prod}/promotions`, body, 403],
    [
      'bot',
      'promotes nothing of another entity',
      `/pipelines/component/default/free/stages/dev/promotions`,
      body,
      403,
    ],
    ['bot', 'does nothing else there', `${dev}/rollback`, { reason: 'x' }, 403],
    ['bot', 'approves nothing, listed or not', `${dev}/approvals`, body, 403],
    [
      'cron',
      'promotes nothing when it is not listed',
      `${dev}/promotions`,
      body,
      403,
    ],
    [
      'plugin:catalog',
      'does nothing when it is a plugin',
      `${dev}/refresh`,
      undefined,
      403,
    ],
    [
      'bot',
      'is told which Stages there are',
      `${APP}/stages/x/promotions`,
      body,
      404,
    ],
  ])('%s %s', async (subject, _, path, sent, status) => {
    const response = await api.asService(subject).post(path, sent);
    expect(response.status).toBe(status);
    if (status === 403) {
      expect(response.body.error.message).toMatch(
        path.endsWith('approvals') ? /never approves/ : /waybill\.services/,
      );
    }
    if (status === 201) {
      expect(response.body.createdBy).toEqual({
        type: 'service',
        ref: subject,
      });
    }
  });

  it('read', async () => {
    expect((await api.asService('cron').get(APP)).status).toBe(200);
  });

  it('abort where they are listed', async () => {
    const at = async (stage: string, ulid: string) => {
      const promotion = promotionOf('p-app', ulid, { stage });
      await api.knex.transaction(tx => insertPromotion(tx, { promotion }));
      const url = `/promotions/${promotion.id}/abort`;
      return (await api.asService('bot').post(url, {})).status;
    };
    expect(await at('dev', '01je5v0000000000000000000c')).toBe(202);
    expect(await at('prod', '01je5v0000000000000000000d')).toBe(403);
  });
});
