import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  GitPort,
  PushIntegrationPolicy,
} from '@waybill/backstage-plugin-waybill-node';
import { createMutex } from '../git/cache/createMutex';
import { defaultGitSettings } from '../git/GitSettings';
import { git as plainGit } from '../git/testing/git';
import { GitWorld, secret } from '../git/testing/gitWorld';
import { createPromotionRunner } from './createPromotionRunner';
import { builtInSteps } from './steps';
import { createFakeArgo } from './testing/FakeArgo';
import { createFakeGit } from './testing/FakeGit';
import { createFakeHost } from './testing/FakeHost';
import { createFakeMetadata } from './testing/FakeMetadata';
import { createFakeServices } from './testing/createFakeServices';
import { createFakeTools } from './testing/FakeTools';
import {
  freightOf,
  memoryJournal,
  promotionOf,
  START,
  step,
} from './testing/promotionWorld';

jest.setTimeout(300_000);

const OUTSIDERS = 3;
const PUSHES_EACH = 4;

describe.each([
  ['the git program', 'AlwaysRebase', 20, 4],
  ['the git program', 'AlwaysMerge', 20, 4],
  // A request of the sandbox starts git several times; the races are the same.
  ['GitHub’s API', 'AlwaysRebase', 8, 2],
] as const)('promotions racing, by %s, %s', (by, integration, count, many) => {
  const world = new GitWorld(by);
  const apps = Array.from({ length: count }, (_, n) => `app-${n}`);
  /** All of them have a part in one file. */
  const shared = (tag: string) =>
    apps
      .map(app => `${app}:\n  kind: web\n  tag: ${tag}\n  replicas: 1\n`)
      .join('');

  /** A process of its own, as far as Git can tell: its cache, and its queue of pushes. */
  function backend(policy: PushIntegrationPolicy): GitPort {
    world.freshCache();
    const mutex = createMutex();
    return {
      ...world.newGit({}, secret, {
        settings: () => ({ ...defaultGitSettings, integration: policy }),
      }),
      inTurn: ({ signal }, work) => {
        const waited = mutex.busy;
        return mutex.run(() => work(waited), signal);
      },
    };
  }

  async function promote(app: string, git: GitPort): Promise<string> {
    const { url } = world.repository;
    const record = promotionOf(
      [
        step('git-clone', {
          repoURL: url,
          checkout: [{ branch: 'main', path: 'src' }],
        }),
        step('yaml-update', {
          path: 'src/shared.yaml',
          updates: [{ key: `${app}.tag`, value: '2.0.0' }],
        }),
        step('file-write', { path: `src/apps/${app}/tag`, contents: '2.0.0' }),
        step('git-commit', { path: 'src', message: `Promote ${app}` }),
        step('git-push', { path: 'src', maxAttempts: 100 }),
      ],
      { id: `dev.${app}` },
    );
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const fake = createFakeGit();
    const runner = createPromotionRunner({
      steps: builtInSteps,
      author: { name: 'Waybill', email: 'waybill@example.com' },
      logger,
    });
    const end = await runner.advance({
      promotion: structuredClone(record),
      freight: [freightOf('2.0.0')],
      journal: memoryJournal(record, () => {}),
      ports: {
        git,
        hosts: createFakeHost(fake, url),
        argo: createFakeArgo(fake),
        metadata: createFakeMetadata(),
        tools: createFakeTools(),
        ...createFakeServices().ports,
      },
      gatesNow: async () => [],
      now: START,
      signal: new AbortController().signal,
      logger,
    });
    return end.type === 'finished' ? `${end.phase}${end.message}` : end.type;
  }

  /** A person with a clone, who pulls and pushes until it is through. */
  async function outsider(name: string): Promise<string[]> {
    const clone = join(world.directory, `${world.first}-${by}-${name}`);
    await mkdir(clone, { recursive: true });
    await plainGit(clone, 'init', '--quiet', '--initial-branch=main');
    const origin = world.repository.path;
    const made: string[] = [];
    for (let number = 0; made.length < PUSHES_EACH; number += 1) {
      await plainGit(clone, 'fetch', '--quiet', origin, 'main');
      await plainGit(clone, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
      await writeFile(join(clone, `${name}-${made.length}`), `${number}`);
      await plainGit(clone, 'add', '--all');
      await plainGit(clone, 'commit', '--quiet', '-m', `by ${name}`);
      const commit = await plainGit(clone, 'rev-parse', 'HEAD');
      await plainGit(clone, 'push', '--quiet', origin, 'HEAD:main').then(
        () => made.push(commit),
        () => {},
      );
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    return made;
  }

  it(`lands ${count} of ${many} backends with outsiders pushing, each exactly once`, async () => {
    await world.others({ 'shared.yaml': shared('1.0.0') });
    const backends = Array.from({ length: many }, () => backend(integration));
    const [phases, foreign] = await Promise.all([
      Promise.all(apps.map((app, n) => promote(app, backends[n % many]))),
      Promise.all(
        Array.from({ length: OUTSIDERS }, (_, n) => outsider(`person-${n}`)),
      ),
    ]);
    expect(phases).toEqual(apps.map(() => 'Succeeded'));

    // From here on, Git's word alone.
    const log = async (...args: string[]) =>
      (await world.remote('log', ...args, 'main')).split('\n');
    const trailer =
      '--format=%(trailers:key=Waybill-Promotion,valueonly,separator=)';
    const promoted = (await log('--no-merges', trailer)).filter(Boolean);
    expect(promoted.sort()).toEqual(apps.map(app => `dev.${app}`).sort());
    const merges = (await log('--merges', '--format=%s')).filter(Boolean);
    expect(merges.length > 0).toBe(integration === 'AlwaysMerge');
    expect(merges.every(each => each.startsWith('Merge promotion'))).toBe(true);
    const all = await log('--format=%H');
    const theirs = foreign.flat();
    expect(theirs).toHaveLength(OUTSIDERS * PUSHES_EACH);
    expect(all).toEqual(expect.arrayContaining(theirs));
    expect(all).toHaveLength(2 + count + theirs.length + merges.length);
    expect(await world.remote('show', 'main:shared.yaml')).toBe(
      shared('2.0.0').trim(),
    );
    const files = await world.remote('ls-tree', '-r', '--name-only', 'main');
    expect(
      files.split('\n').filter(file => /^(apps\/app-|person-)/.test(file)),
    ).toHaveLength(count + theirs.length);
    expect(
      await world.remote('fsck', '--strict', '--full', '--no-dangling'),
    ).toBe('');
  });
});
