import { renderTab } from '../__testUtils__/renderTab';
import { card, spied } from '../__testUtils__/tabTest';

jest.setTimeout(60_000);

describe('a Stage that nothing was promoted to', () => {
  it('says what Argo CD runs there, and that Waybill did not promote it', async () => {
    const api = spied();
    const view = await api.getPipeline('component:default/empty');
    const found = {
      name: 'empty-prod',
      namespace: 'argocd',
      revisions: ['a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'],
      images: ['registry.example.com/library/nginx:1.25.3'],
      health: 'Healthy',
    };
    api.getPipeline.mockResolvedValue({
      ...view,
      stages: view.stages.map(stage =>
        stage.name === 'prod'
          ? {
              ...stage,
              found: [
                found,
                { ...found, name: 'other', images: [], revisions: [] },
              ],
            }
          : stage,
      ),
    });
    renderTab({ name: 'empty', api });
    const prod = await card('prod');
    expect(prod).toHaveTextContent('nothing promoted here yet');
    expect(prod).toHaveTextContent(
      'Argo CD runs nginx:1.25.3 · a1b2c3d in empty-prod, not promoted by Waybill',
    );
    expect(prod).toHaveTextContent(
      'Argo CD has other, and does not say what runs in it; it was not promoted by Waybill',
    );
    expect(await card('dev')).not.toHaveTextContent('Argo CD');
  });
});
