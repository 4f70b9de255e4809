import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRepository } from '../git/repositories';
import { runGitLine } from '../git/runGit';
import { buildAnnotations } from './buildAnnotations';
import { seedGit } from './seedGit';

jest.setTimeout(60_000);

describe('what the images of the example company are built from', () => {
  let directory: string;
  let path: string;
  const gitUrl = 'http://localhost:7011';
  const git = (...args: string[]) => runGitLine(path, args);
  const revisionOf = async (tag: string) =>
    (await buildAnnotations({ directory, gitUrl }, 'library/nginx', tag))[
      'org.opencontainers.image.revision'
    ];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-release-'));
    await seedGit(directory);
    path = findRepository(directory, {
      owner: 'acme',
      name: 'storefront-app',
    })!;
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('is older for the versions that are there from the start, and always the same', async () => {
    const main = await git('rev-parse', 'main');
    expect(await git('rev-list', '--count', 'main')).toBe('8');
    for (const [tag, behind] of [
      ['1.24.0', '6'],
      ['1.25.3', '5'],
      ['1.26.0', '4'],
    ]) {
      const revision = await revisionOf(tag);
      expect([
        tag,
        await git('rev-list', '--count', `${revision}..main`),
      ]).toEqual([tag, behind]);
    }
    expect(await git('rev-parse', 'main')).toBe(main);
  });

  it('is all that has been written for the next version, and something new for each one after it', async () => {
    const first = await revisionOf('1.27.1');
    expect(first).toBe(await git('rev-parse', 'main'));
    const second = await revisionOf('1.27.2');
    expect(second).toBe(await git('rev-parse', 'main'));
    expect(await git('rev-list', '--count', `${first}..${second}`)).toBe('2');
    expect(await revisionOf('1.27.1')).toBe(first);
    const subjects = await git('log', '--format=%s', `${first}..${second}`);
    expect(new Set(subjects.split('\n')).size).toBe(2);
    await git('fsck', '--strict');
  });

  it('is another one for each of two that are pushed at once, also under a name that Git does not take', async () => {
    await revisionOf('1.27.1');
    const [one, other] = await Promise.all(
      ['1.28..0', '1.28.lock'].map(revisionOf),
    );
    expect(one).not.toBe(other);
    expect(await revisionOf('1.28..0')).toBe(one);
  });

  it('is not told of images whose code nobody knows', async () => {
    const places = { directory, gitUrl };
    expect(await buildAnnotations(places, 'acme/guestbook', '1.4.0')).toEqual(
      {},
    );
  });
});
