import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { GitServer, startGitServer } from '../git/startGitServer';
import { seedGit } from '../seed/seedGit';
import { GitHubApi, startGitHubApi } from './startGitHubApi';

jest.setTimeout(60_000);

describe("Backstage's URL reader on the sandbox", () => {
  let directory: string;
  let git: GitServer;
  let api: GitHubApi;
  let reader: ReturnType<typeof UrlReaders.default>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-reader-'));
    await seedGit(join(directory, 'git'));
    git = await startGitServer({ directory: join(directory, 'git'), port: 0 });
    api = await startGitHubApi({
      directory: join(directory, 'git'),
      stateDirectory: join(directory, 'pulls'),
      port: 0,
      gitBaseUrl: git.url,
      token: 'sandbox-token',
    });
    reader = UrlReaders.default({
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: {
          integrations: {
            github: [
              {
                host: `localhost:${git.port}`,
                apiBaseUrl: `${api.url}/api/v3`,
                token: 'sandbox-token',
              },
            ],
          },
        },
      }),
    });
  });
  afterAll(async () => {
    await api.close();
    await git.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each(['blob', 'tree'])(
    'reads a file by its %s URL, and not again while it is the same',
    async kind => {
      const url = `${git.url}/acme/storefront/${kind}/main/catalog-info.yaml`;
      const { buffer, etag, lastModifiedAt } = await reader.readUrl(url);
      expect((await buffer()).toString()).toContain(
        'waybill/pipeline: ./waybill.yaml',
      );
      expect(lastModifiedAt?.toISOString()).toBe('2026-01-05T10:00:00.000Z');
      await expect(reader.readUrl(url, { etag })).rejects.toMatchObject({
        name: 'NotModifiedError',
      });
      await expect(
        reader.readUrl(url.replace('catalog-info', 'nothing')),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    },
  );

  it('reads a folder, and not again while it is the same', async () => {
    const url = `${git.url}/acme/storefront-config/tree/main/overlays`;
    const tree = await reader.readTree(url);
    const files = await tree.files();
    expect(files.map(file => file.path).sort()).toEqual([
      'dev/kustomization.yaml',
      'prod/kustomization.yaml',
      'uat/kustomization.yaml',
    ]);
    expect((await files[0].content()).toString()).toContain('newTag: 1.24.0');
    await expect(
      reader.readTree(url, { etag: tree.etag }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
    const branch = await reader.readTree(
      `${git.url}/acme/guestbook-config/tree/main/`,
    );
    expect((await branch.files()).length).toBeGreaterThan(10);
  });

  it('finds files by pattern', async () => {
    const { files } = await reader.search(
      `${git.url}/acme/storefront-config/blob/main/overlays/**/*.yaml`,
    );
    expect(files.map(file => file.url)).toContain(
      `${git.url}/acme/storefront-config/blob/main/overlays/uat/kustomization.yaml`,
    );
    expect((await files[0].content()).toString()).toContain('newTag: 1.24.0');
    const none = await reader.search(
      `${git.url}/acme/storefront-config/blob/main/nothing.yaml`,
    );
    expect(none.files).toEqual([]);
  });
});
