import { isPermission } from '@backstage/plugin-permission-common';
import { waybillPipelineReadPermission } from '@waybill/backstage-plugin-waybill-common';
import { insertPromotion } from '../../store/operations/promotions/insertPromotion';
import { promotionOf } from '../../store/testing/fixtures';
import { FREIGHT, permissionWorld } from '../testing/permissionWorld';
import { ALLOW, DENY } from '../testing/startApi';

jest.setTimeout(60_000);

const apiOf = permissionWorld();
const APP = '/pipelines/component/default/app';
const body = { freight: FREIGHT.id };

describe('permissions', () => {
  it.each([
    ['promotions', 'waybill.stage.promote', body],
    ['approvals', 'waybill.freight.approve', body],
    ['rollback', 'waybill.stage.rollback', { reason: 'bad' }],
    ['hold', 'waybill.stage.hold', { reason: 'bad' }],
    ['resume', 'waybill.stage.hold', {}],
    ['verify', 'waybill.stage.verify', undefined],
    ['verify/abort', 'waybill.stage.verify', undefined],
    ['refresh', 'waybill.pipeline.refresh', undefined],
  ])('%s needs %s, is told so, and is audited', async (path, name, sent) => {
    const asked: string[] = [];
    apiOf().decide = ({ permission }) => {
      asked.push(permission.name);
      return permission.name === name ? DENY : ALLOW;
    };
    const url = `${APP}/stages/dev/${path}`;
    const response = await apiOf().asUser().post(url, sent);
    expect(response.status).toBe(403);
    expect(response.body.error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(name),
    });
    expect(asked).toEqual(['waybill.pipeline.read', name]);
    expect(apiOf().audited).toMatchObject([
      { outcome: 'failed', error: expect.stringContaining(name) },
    ]);
    // Allowed nothing else, it is let in.
    apiOf().decide = ({ permission }) =>
      ['waybill.pipeline.read', name].includes(permission.name) ? ALLOW : DENY;
    expect((await apiOf().asUser().post(url, sent)).status).not.toBe(403);
  });

  it('reading needs waybill.pipeline.read, and preview no more', async () => {
    apiOf().decide = ({ permission }) =>
      isPermission(permission, waybillPipelineReadPermission) ? ALLOW : DENY;
    for (const path of ['', '/promotions', '/stages/dev/history']) {
      const { status } = await apiOf().asUser().get(`${APP}${path}`);
      expect([path, status]).toEqual([path, 200]);
    }
    const preview = await apiOf()
      .asUser()
      .post(`${APP}/stages/dev/preview`, body);
    expect(preview.status).toBe(200);

    apiOf().decide = () => DENY;
    for (const path of ['/pipelines', APP, `${APP}/promotions`]) {
      const { status } = await apiOf().asUser().get(path);
      expect([path, status]).toEqual([path, 403]);
    }
    const denied = await apiOf()
      .asUser()
      .post(`${APP}/stages/dev/preview`, body);
    expect(denied.status).toBe(403);
    const text = { text: 'kind: Stage' };
    expect(
      (await apiOf().asUser().post('/pipelines/validate', text)).status,
    ).toBe(403);
  });

  it('what does not exist is said before what is not permitted', async () => {
    apiOf().decide = ({ permission }) =>
      isPermission(permission, waybillPipelineReadPermission) ? ALLOW : DENY;
    const stage = await apiOf()
      .asUser()
      .post(`${APP}/stages/staging/promotions`, body);
    expect(stage.status).toBe(404);
    expect(stage.body.error.message).toMatch(
      /'staging'; its Stages: dev, prod/,
    );
    const warehouse = await apiOf()
      .asUser()
      .post(`${APP}/warehouses/nginx/refresh`);
    expect(warehouse.status).toBe(404);
    expect(warehouse.body.error.message).toMatch(/'nginx'.*: main/);
  });

  it('a promotion is aborted by who may abort in its Stage', async () => {
    const promotion = promotionOf('p-app', '01je5v0000000000000000000b', {
      stage: 'gone',
    });
    await apiOf().knex.transaction(tx => insertPromotion(tx, { promotion }));
    apiOf().decide = ({ permission }) =>
      permission.name === 'waybill.promotion.abort' ? DENY : ALLOW;
    const url = `/promotions/${promotion.id}/abort`;
    expect((await apiOf().asUser().post(url, {})).status).toBe(403);
    apiOf().decide = () => ALLOW;
    // Its Stage has left the file, and it must be stoppable all the same.
    expect((await apiOf().asUser().post(url, {})).status).toBe(202);
  });
});
