import { ConfigReader } from '@backstage/config';
import { insertPromotion } from '../store/operations/promotions/insertPromotion';
import { promotionOf } from '../store/testing/fixtures';
import { ServiceRules } from './ServiceRules';
import { FREIGHT, permissionWorld } from './testing/permissionWorld';

jest.setTimeout(60_000);

const apiOf = permissionWorld();
const APP = '/pipelines/component/default/app';
const body = { freight: FREIGHT.id };

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
    const response = await apiOf().asService(subject).post(path, sent);
    expect(response.status).toBe(status);
    const why = path.endsWith('approvals')
      ? 'never approves'
      : 'waybill.services';
    const said = {
      201: { createdBy: { type: 'service', ref: subject } },
      403: { error: { message: expect.stringContaining(why) } },
    };
    expect(response.body).toMatchObject(
      said[status as keyof typeof said] ?? {},
    );
  });

  it('read', async () => {
    expect((await apiOf().asService('cron').get(APP)).status).toBe(200);
  });

  it('abort where they are listed', async () => {
    const at = async (stage: string, ulid: string) => {
      const promotion = promotionOf('p-app', ulid, { stage });
      await apiOf().knex.transaction(tx => insertPromotion(tx, { promotion }));
      const url = `/promotions/${promotion.id}/abort`;
      return (await apiOf().asService('bot').post(url, {})).status;
    };
    expect(await at('dev', '01je5v0000000000000000000c')).toBe(202);
    expect(await at('prod', '01je5v0000000000000000000d')).toBe(403);
  });
});

describe('waybill.services', () => {
  it.each([
    [{ actions: ['approve'] }, /never approves/],
    [{ entities: ['storefront'] }, /full entity refs.*found 'storefront'/],
  ])('refuses %j at the start', (patch, message) => {
    const rule = {
      subject: 'bot',
      actions: ['promote'],
      entities: [],
      ...patch,
    };
    expect(() =>
      ServiceRules.fromConfig(
        new ConfigReader({ waybill: { services: [rule] } }),
      ),
    ).toThrow(message);
  });
});
