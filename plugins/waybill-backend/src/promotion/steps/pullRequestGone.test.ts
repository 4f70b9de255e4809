import { retryProblem } from '@waybill/backstage-plugin-waybill-common';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';

describe('a pull request that its host has no longer', () => {
  it.each(['git-wait-for-pr', 'git-merge-pr'])(
    'ends %s, and nobody is sent to wait for it again',
    async uses => {
      const world = promotionWorld({
        files: { 'a.txt': 'a' },
        record: promotionOf([step(uses, { repoURL: REPO, prNumber: 9 })], {
          collection: { 'Warehouse/images': 'f'.repeat(40) },
        }),
      });
      const end = await world.finish();
      expect(end).toMatchObject({
        phase: 'Failed',
        message: expect.stringMatching(/Pull request #9 of .* is gone/),
      });
      const ended = { ...world.record, phase: end.phase };
      const stage = { name: 'dev' } as never;
      const snapshot = {
        ...{ stage, project: ended.project, promotions: [] },
        state: { lastPromotion: { id: ended.id } } as never,
      };
      expect(retryProblem(ended, 'failed-step', snapshot)).toMatch(
        /pull request #9 is gone, and .*start anew/,
      );
      expect(retryProblem(ended, 'start', snapshot)).toBeUndefined();
    },
  );
});
