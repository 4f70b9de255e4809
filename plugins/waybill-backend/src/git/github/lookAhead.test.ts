import { GitWorld } from '../testing/gitWorld';
import { lookAhead } from './lookAhead';
import { clearObjectCache, objectCacheOf } from './objectCacheOf';

jest.setTimeout(60_000);

const file = ['apps', 'team', 'web', 'values.yaml'];

/** What is asked for, where a walk comes to the folder with these many names behind it. */
async function asked(
  depth: number,
  { path = file, toRead = true, fails = false } = {},
): Promise<string[]> {
  const log: string[] = [];
  const ask = async (what: string) => {
    log.push(what);
    if (fails && what.includes(' ')) {
      throw new Error('no');
    }
  };
  await lookAhead(
    { path, depth, folder: `id-${depth}`, toRead },
    {
      cache: objectCacheOf('acme/repo'),
      folder: id => ask(id),
      folderAt: at => ask(`folder ${at}`),
      fileAt: at => ask(`file ${at}`),
    },
  );
  return log;
}

describe('lookAhead', () => {
  beforeEach(clearObjectCache);

  it('asks for all that is on the way, where nobody has been', async () => {
    expect(await asked(0)).toEqual([
      'id-0',
      'folder apps',
      'folder apps/team',
      'folder apps/team/web',
      'file apps/team/web/values.yaml',
    ]);
  });

  it('asks for no file that is not to be read', async () => {
    expect(await asked(2, { toRead: false })).toEqual([
      'id-2',
      'folder apps/team/web',
    ]);
  });

  it('asks for what mostly changed along with a folder, where somebody has been', async () => {
    await asked(0);
    expect(await asked(0)).toEqual(['id-0', 'folder apps']);
    expect(await asked(1)).toEqual(['id-1', 'folder apps/team']);
    const path = ['apps', 'team', 'api', 'values.yaml'];
    expect(await asked(0, { path })).toEqual([
      'id-0',
      'folder apps',
      'folder apps/team/api',
      'file apps/team/api/values.yaml',
    ]);
  });

  it('leaves the last folder to who asks for it', async () => {
    await asked(0);
    expect(await asked(3)).toEqual([]);
    expect(await asked(0, { path: ['apps'], toRead: false })).toEqual([]);
  });

  it('asks for nothing where the folder is known', async () => {
    objectCacheOf('acme/repo').setTree('id-0', []);
    expect(await asked(0)).toEqual([]);
  });

  it('does without what it does not get', async () => {
    expect(await asked(1, { fails: true })).toHaveLength(4);
  });

  describe('of a work tree', () => {
    const world = new GitWorld('GitHub’s API');

    it('finds a file in one round of requests, and asks for it once', async () => {
      const path = 'apps/team/web/values.yaml';
      await world.others({ [path]: 'tag: 1\n' });
      const requests = async () => {
        world.server.requests.length = 0;
        const tree = await world.open();
        expect(String(await tree.read(path))).toMatch(/^tag: /);
        return world.server.requests.map(each =>
          decodeURIComponent(each)
            .replace(/\/repos\/acme\/repo-\d+/, '')
            .replaceAll(/[0-9a-f]{40}/g, 'ID'),
        );
      };
      expect(await requests()).toEqual([
        'GET /branches/main',
        'GET /git/trees/ID',
        'GET /git/trees/ID:apps',
        'GET /git/trees/ID:apps/team',
        'GET /git/trees/ID:apps/team/web',
        `GET /contents/${path}`,
      ]);
      expect(await requests()).toEqual(['GET /branches/main']);
      await world.others({ 'apps/other/values.yaml': 'tag: 1\n' });
      expect(await requests()).toEqual([
        'GET /branches/main',
        'GET /git/trees/ID',
        'GET /git/trees/ID:apps',
      ]);
    });

    it('finds a large file, a link and what is not there, step by step', async () => {
      const large = 'x'.repeat(1_200_000);
      await world.others({
        'apps/large.txt': large,
        'apps/link.txt': { content: '../README.md', mode: '120000' },
      });
      const tree = await world.open();
      expect(String(await tree.read('apps/link.txt'))).toBe('hello\n');
      expect(String(await tree.read('apps/large.txt'))).toBe(large);
      expect(await tree.read('nowhere/at/all.txt')).toBeUndefined();
    });
  });
});
