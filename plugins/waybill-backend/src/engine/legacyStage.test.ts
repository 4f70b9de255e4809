import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createDefinitions } from '../pipelines';
import {
  promotionOf,
  promotionWorld,
  REPO,
} from '../promotion/testing/promotionWorld';

const KUSTOMIZATION = `resources:
  - ../../base
images:
  - name: registry.example.com/web # the shop
    newTag: "1.24.0"
`;
const FILE = 'overlays/dev/kustomization.yaml';

const { parse } = createDefinitions({
  config: mockServices.rootConfig(),
  catalog: catalogServiceMock(),
  auth: mockServices.auth(),
  urlReader: mockServices.urlReader.mock(),
  logger: mockServices.logger.mock(),
});

/** A Stage of the v0.3 form, as parsed, in a world with its repository and application. */
function worldOf(update: string) {
  const text = `
apiVersion: kargo.akuity.io/v1alpha1
kind: Warehouse
metadata: { name: images, namespace: storefront }
spec: { subscriptions: [{ image: { repoURL: registry.example.com/web } }] }
---
apiVersion: kargo.akuity.io/v1alpha1
kind: Stage
metadata: { name: dev, namespace: storefront }
spec:
  subscriptions: { warehouse: images }
  promotionMechanisms:
    gitRepoUpdates:
      - repoURL: ${REPO}.git
        kustomize: { images: [{ image: registry.example.com/web, path: overlays/dev }] }
        ${update}
    argoCDAppUpdates: [{ appName: web-dev }]
`;
  const entity = {
    entityRef: 'component:default/storefront',
    uid: 'u',
    owners: [],
    systems: [],
    domains: [],
    tags: [],
  };
  const { definition, errors } = parse({
    entity,
    files: [{ path: 'waybill.yaml', text }],
  });
  expect(errors).toEqual([]);
  const world = promotionWorld({
    files: { [FILE]: KUSTOMIZATION, 'README.md': 'hi\n' },
    record: promotionOf(definition!.stages[0].steps),
  });
  world.argo.add('web-dev', REPO);
  return world;
}
type World = ReturnType<typeof worldOf>;

const statusOf = ({ record }: World, alias: string) =>
  record.stepStates.find(state => state.alias === alias)?.status;
const filesOf = (world: World, branch: string) =>
  [...(world.git.log(REPO, branch)[0]?.files.keys() ?? [])].sort();

async function succeed(world: World, between?: () => void) {
  expect(await world.finish(between)).toMatchObject({ phase: 'Succeeded' });
}

describe('a Stage of the v0.3 form', () => {
  it('edits the default branch in place, and keeps what others push meanwhile', async () => {
    const world = worldOf('writeBranch: main');
    world.git.repository(REPO).beforePush = () => {
      world.git.repository(REPO).beforePush = undefined;
      world.git.commit(REPO, 'main', { 'theirs.txt': 'theirs' });
    };
    await succeed(world);
    expect(statusOf(world, 'copy')).toBe('Skipped');
    expect(world.git.file(REPO, 'main', FILE)).toContain('newTag: "1.25.0"');
    expect(filesOf(world, 'main')).toEqual(['README.md', FILE, 'theirs.txt']);
    const [tip] = world.git.log(REPO, 'main');
    expect(tip.message).toBe(
      `updated ${FILE} to use image registry.example.com/web:1.25.0`,
    );
    expect(world.argo.syncs).toHaveLength(1);
    expect(world.record.healthChecks).toEqual([
      {
        uses: 'argocd-update',
        config: expect.not.objectContaining({
          desiredRevision: expect.anything(),
        }),
      },
    ]);
  });

  it('begins another branch with the default branch’s files', async () => {
    const world = worldOf('writeBranch: stage/dev');
    await succeed(world);
    expect(filesOf(world, 'stage/dev')).toEqual(['README.md', FILE]);
    expect(world.git.file(REPO, 'stage/dev', FILE)).toContain(
      'newTag: "1.25.0"',
    );
    expect(world.git.file(REPO, 'main', FILE)).toBe(KUSTOMIZATION);
  });

  it('replaces all that is on another branch', async () => {
    const world = worldOf('writeBranch: stage/dev');
    world.git.commit(REPO, 'stage/dev', { 'stale.txt': 'x', [FILE]: 'x' });
    await succeed(world);
    expect(filesOf(world, 'stage/dev')).toEqual(['README.md', FILE]);
    expect(world.git.log(REPO, 'stage/dev')).toHaveLength(2);
  });

  it('waits for its pull request', async () => {
    const world = worldOf(
      'writeBranch: main\n        pullRequest: { github: {} }',
    );
    await succeed(world, () => {
      if (world.hosts.pullRequests[0]?.state === 'open') {
        world.hosts.merge(1);
      }
    });
    expect(world.hosts.pullRequests).toMatchObject([
      {
        state: 'merged',
        head: { branch: 'kargo/storefront/dev/promotion' },
        base: { branch: 'main' },
      },
    ]);
    expect(world.git.file(REPO, 'main', FILE)).toContain('newTag: "1.25.0"');
  });

  it('succeeds when there is nothing to change', async () => {
    const world = worldOf('writeBranch: main\n        pullRequest: {}');
    await succeed(world, () => world.hosts.merge(1));
    const again = worldOf('writeBranch: main\n        pullRequest: {}');
    again.git.commit(REPO, 'main', {
      [FILE]: world.git.file(REPO, 'main', FILE)!,
    });
    await succeed(again);
    expect(again.hosts.pullRequests).toEqual([]);
    expect(statusOf(again, 'push')).toBe('Skipped');
    expect(statusOf(again, 'argocd')).toBe('Succeeded');
  });
});
