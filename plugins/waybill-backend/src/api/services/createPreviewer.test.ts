import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { PromotionStepDefinition } from '@waybill/backstage-plugin-waybill-common';
import { commitFiles } from '../../git/testing/commitFiles';
import { git } from '../../git/testing/git';
import { GitServer, startGitServer } from '../../git/testing/startGitServer';
import { definitionOf, freightOf, stageOf } from '../../store/testing/fixtures';
import { AT, catalogEntity, seedFreight, seedPipeline } from '../testing/seed';
import { RunningApi, startApi } from '../testing/startApi';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const STAGE = '/pipelines/component/default/app/stages/dev';
const FREIGHT = freightOf(7, AT);

/** A preview over HTTP, of a repository on a real Git server. */
describe('a preview', () => {
  let directory: string;
  let server: GitServer;
  let repository: { url: string; path: string };
  let api: RunningApi;

  const step = (
    uses: string,
    config: PromotionStepDefinition['config'],
  ): PromotionStepDefinition => ({ uses, as: uses, vars: [], config });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-preview-'));
    server = await startGitServer({ root: join(directory, 'server') });
    repository = await server.create('acme/config.git');
    await commitFiles(repository.path, {
      files: {
        'dev/kustomization.yaml':
          'images:\n  - name: registry.example.com/acme/app # ours\n    newTag: 1.0.1\n',
      },
    });
    api = await startApi(databases, {
      entities: [catalogEntity('app')],
      config: {
        waybill: {
          git: {
            cacheDirectory: join(directory, 'cache'),
            allow: [{ repos: [repository.url] }],
          },
        },
      },
    });
    const clone = step('git-clone', {
      repoURL: repository.url,
      checkout: [{ branch: 'main', path: 'src' }],
    });
    const dev = stageOf('dev', [], {
      steps: [
        clone,
        step('kustomize-set-image', { path: 'src/dev' }),
        step('git-commit', { path: 'src', message: 'new version' }),
        step('git-push', { path: 'src' }),
      ],
    });
    const others = stageOf('others', [], {
      steps: [
        step('git-clone', {
          ...clone.config,
          repoURL: `${server.url}/acme/payroll.git`,
        }),
      ],
    });
    await seedPipeline(api.knex, 'app', definitionOf('app', [dev, others]));
    await seedFreight(api.knex, 'p-app', FREIGHT);
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const preview = async (path = STAGE) => {
    const body = { freight: FREIGHT.id };
    const response = await api.asUser().post(`${path}/preview`, body);
    expect(response.status).toBe(200);
    return response.body;
  };
  const promote = (hash: string) =>
    api
      .asUser()
      .post(`${STAGE}/promotions`, { freight: FREIGHT.id, preview: hash });

  it('says what would change, and changes nothing', async () => {
    const before = await git(repository.path, 'for-each-ref');
    const view = await preview();
    expect(view).toMatchObject({
      stage: 'dev',
      freight: FREIGHT.id,
      gates: [],
      error: null,
      files: [
        {
          repoURL: repository.url,
          branch: 'main',
          path: 'dev/kustomization.yaml',
          diff: expect.stringMatching(
            /- +newTag: 1\.0\.1\n[^]*\+ +newTag: 1\.0\.7/,
          ),
        },
      ],
    });
    expect(view.steps).toHaveLength(4);
    expect((await preview()).hash).toBe(view.hash);
    expect(await git(repository.path, 'for-each-ref')).toBe(before);
    const { body } = await api.asUser().get(STAGE.replace(/\/stages.*/, ''));
    expect(body.promotions).toEqual([]);
  });

  it('is what is promoted, or nothing is', async () => {
    const { hash } = await preview();
    const stale = await promote(`${hash}0`);
    expect(stale.status).toBe(409);
    expect(stale.body.error.message).toMatch(/changed since the preview/);
    expect((await promote(hash)).status).toBe(201);

    await commitFiles(repository.path, {
      files: {
        'dev/kustomization.yaml':
          'images:\n  - name: registry.example.com/acme/app\n    newTag: 1.0.2\n',
      },
    });
    expect((await promote(hash)).status).toBe(409);
  });

  it('shows nothing of a repository that the platform has not granted', async () => {
    const view = await preview(STAGE.replace('dev', 'others'));
    expect(view.error).toMatch(/waybill\.git\.allow/);
    expect(view.files).toEqual([]);
  });
});
