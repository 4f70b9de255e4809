import { insertPromotion } from '../../store/operations/promotions/insertPromotion';
import { promotionOf } from '../../store/testing/fixtures';
import { CommandWorld } from '../testing/commandWorld';
import { AT } from '../testing/seed';

jest.setTimeout(60_000);

const world = CommandWorld.create();
const url = 'https://git.example.com/acme/config/pull/12';

/** A promotion that was aborted, whose second step has to do with the pull request. */
async function seed(ulid: string, record: object) {
  const { pipelineId, freight } = world;
  const at = AT.toISOString();
  const promotion = promotionOf(pipelineId, ulid.padStart(26, '0'), {
    freight: freight[0].id,
    phase: 'Aborted',
    startedAt: at,
    finishedAt: at,
  });
  Object.assign(promotion.stepStates[1], {
    ...{ uses: 'git-open-pr', status: 'Succeeded', record },
    ...{ startedAt: at, finishedAt: at },
  });
  await world.api.knex.transaction(tx => insertPromotion(tx, { promotion }));
  return promotion.id;
}
const effectsOf = async (id: string) =>
  (await world.api.asUser().get(`/promotions/${id}`)).body.effects.map(
    ({ text }: { text: string }) => text,
  );

describe('a pull request that a later promotion has taken over', () => {
  it('is on the pages of both, with the other one’s name', async () => {
    const left = await seed('1', { number: 12, url });
    expect(await effectsOf(left)).toEqual(['opened pull request #12']);
    const late = await seed('2', {
      ...{ number: 12, url },
      takes: { number: 12, url, from: left },
    });
    expect(await effectsOf(left)).toEqual([
      `opened pull request #12, which promotion ${late} has taken over since`,
    ]);
    expect(await effectsOf(late)).toEqual([
      `took over pull request #12 of promotion ${left}`,
    ]);
  });
});
