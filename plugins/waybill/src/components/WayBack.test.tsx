import { configure, screen } from '@testing-library/react';
import { makePromotion } from '../__testUtils__/makers';
import { renderTab } from '../__testUtils__/renderTab';
import { ENTITY, spied } from '../__testUtils__/tabTest';

// The first question about permissions takes its time.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

/** The page of a Promotion to prod that failed after a commit, in a pipeline that has been busy elsewhere since. */
async function renderFailed(running: string | null) {
  const api = spied();
  const view = await api.getPipeline(ENTITY);
  const base = await api.getPromotion(view.promotions[1].id);
  const { freight } = base;
  const finishedAt = base.finishedAt!;
  const id = 'prod.01';
  api.getPromotion.mockResolvedValue({
    ...base,
    id,
    stage: 'prod',
    phase: 'Failed',
    effects: [{ step: 'push', certain: true, text: 'pushed 5f2f1c0 to main' }],
  });
  api.getPipeline.mockResolvedValue({
    ...view,
    promotions: [makePromotion('dev', '1.28.0', finishedAt)],
    stages: view.stages.map(stage =>
      stage.name === 'prod'
        ? {
            ...stage,
            promotions: { running, waiting: [] },
            lastPromotion: { id, phase: 'Failed', freight, finishedAt },
          }
        : stage,
    ),
  });
  renderTab({ name: 'storefront', api, path: `/promotions/${id}` });
  await screen.findByText('pushed 5f2f1c0 to main', { exact: false });
}

describe('the way back from a Promotion that failed', () => {
  it('stays when the pipeline lists the promotion no more', async () => {
    await renderFailed(null);
    expect(
      await screen.findByRole('button', { name: 'Roll back prod' }),
    ).toBeVisible();
  });

  it('is not offered while the next one runs', async () => {
    await renderFailed('prod.02');
    expect(
      screen.queryByRole('button', { name: 'Roll back prod' }),
    ).not.toBeInTheDocument();
  });
});
