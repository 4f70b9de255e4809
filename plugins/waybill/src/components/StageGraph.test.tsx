import { screen } from '@testing-library/react';
import { renderTab } from '../__testUtils__/renderTab';
import { spied } from '../__testUtils__/tabTest';

jest.setTimeout(60_000);

it('draws an arrow for every way, from the first answer on', async () => {
  const api = spied();
  const view = await api.getPipeline('component:default/guestbook');
  // The client gives the same object again while nothing has changed.
  api.getPipeline.mockResolvedValue(view);
  renderTab({ name: 'guestbook', api });
  const graph = await screen.findByRole('group', {
    name: /from left to right/,
  });
  // Decoration for those who see: it has no role to be found by.
  expect(graph.querySelectorAll('svg > g')).toHaveLength(6);
});
