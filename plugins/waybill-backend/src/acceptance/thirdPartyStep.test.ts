import { TestDatabases } from '@backstage/backend-test-utils';
import { releaseNotesModule } from './testing/releaseNotesModule';
import { startWorld, World } from './testing/startWorld';

jest.setTimeout(300_000);

const PIPELINE = `
apiVersion: kargo.akuity.io/v1alpha1
kind: Warehouse
metadata: { name: images, namespace: shop }
spec:
  subscriptions:
    - image: { repoURL: registry.example.com/acme/shop, constraint: ^1.0.0 }
---
apiVersion: kargo.akuity.io/v1alpha1
kind: Stage
metadata: { name: dev, namespace: shop }
spec:
  requestedFreight:
    - origin: { kind: Warehouse, name: images }
      sources: { direct: true }
  promotionTemplate:
    spec:
      steps:
        - uses: git-clone
          config:
            repoURL: https://git.example.com/acme/notes.git
            checkout: [{ branch: main, path: ./src }]
        - uses: release-note
          as: note
          config:
            path: ./src/NOTES.md
            text: shop \${{ imageFrom("registry.example.com/acme/shop").Tag }} in \${{ ctx.stage }}
        - uses: git-commit
          config:
            path: ./src
            message: \${{ outputs.note?.commitMessage ?? "nothing new" }}
        - uses: git-push
          config: { path: ./src }
`;

describe('a step from a module', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let world: World;

  beforeAll(async () => {
    world = await startWorld(databases, {
      features: [releaseNotesModule],
      pipelines: [{ name: 'shop', definition: PIPELINE }],
      variables: () => ({}),
      repositories: { notes: { 'NOTES.md': '- shop 1.0.0 in dev\n' } },
      images: { 'acme/shop': '1.1.0' },
    });
  });

  afterAll(async () => {
    await world?.stop();
  });

  it('runs among Waybill’s own, and does nothing twice', async () => {
    const freight = await world.freightWith('shop', '1.1.0');
    const { id } = await world.promote('shop', 'dev', freight);
    expect(await world.file('notes', 'main', 'NOTES.md')).toBe(
      '- shop 1.1.0 in dev\n- shop 1.0.0 in dev',
    );
    expect(await world.git('notes', 'log', '-1', '--format=%s', 'main')).toBe(
      'shop 1.1.0 in dev',
    );
    const again = await world.promote('shop', 'dev', freight);
    expect(again.steps.map(({ status }) => status)).toEqual([
      'Succeeded',
      'Skipped',
      'Skipped',
      'Skipped',
    ]);
    expect(await world.promotionsOn('notes')).toEqual([id, '']);
  });
});
