import { NotAllowedError } from '@backstage/errors';
import { act, screen } from '@testing-library/react';
import { renderTab } from '../__testUtils__/renderTab';
import { answer, card, ENTITY, spied } from '../__testUtils__/tabTest';

jest.setTimeout(60_000);

describe('what is shown and no longer fresh', () => {
  it.each([
    [
      'rights that were withdrawn',
      answer(403, 'NotAllowedError', 'needs waybill.pipeline.read'),
      /You may not see this any more; last updated/,
      'needs waybill.pipeline.read',
    ],
    [
      'an entity that was removed',
      answer(404, 'NotFoundError', 'No pipeline of storefront'),
      /No longer found; last updated/,
      'No pipeline of storefront',
    ],
    [
      'an answer that failed',
      answer(500, 'Error', 'the database is full'),
      /Could not be answered; last updated/,
      'the database is full',
    ],
    [
      'silence',
      new TypeError('Failed to fetch'),
      /Not answering; last updated/,
      'Failed to fetch',
    ],
  ])(
    'says so of %s, with the reason in words',
    async (_, error, words, why) => {
      const api = spied();
      renderTab({ name: 'storefront', api });
      expect(await card('prod')).toBeInTheDocument();
      api.getPipeline.mockRejectedValue(error);
      await act(async () => {
        document.dispatchEvent(new Event('visibilitychange'));
      });
      const note = (await screen.findByText(words)).closest('[role="status"]');
      expect(note).toHaveTextContent(why);
      expect(await card('prod')).toBeInTheDocument();
    },
  );
});

describe('what could never be shown', () => {
  it.each([
    [
      new NotAllowedError('not yours'),
      'You may not see this pipeline: not yours',
    ],
    [new Error('full disk'), 'Waybill could not answer: full disk'],
    [
      new TypeError('Failed to fetch'),
      'Waybill does not answer: Failed to fetch',
    ],
  ])('of a promotion says %s: %s', async (error, words) => {
    const api = spied();
    const { id } = (await api.getPipeline(ENTITY)).promotions[0];
    api.getPromotion.mockRejectedValue(error);
    renderTab({ name: 'storefront', api, path: `/promotions/${id}` });
    expect(await screen.findByText(new RegExp(words))).toBeVisible();
  });
});
