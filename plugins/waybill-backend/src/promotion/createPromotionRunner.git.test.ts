import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { PromotionRecord } from '@waybill/backstage-plugin-waybill-common';
import { createGit } from '../git/createGit';
import { commitFiles } from '../git/testing/commitFiles';
import { git as plainGit } from '../git/testing/git';
import { GitServer, startGitServer } from '../git/testing/startGitServer';
import { createPromotionRunner } from './createPromotionRunner';
import { outsideEffects } from './effects/outsideEffects';
import { builtInSteps } from './steps';
import { createFakeArgo } from './testing/FakeArgo';
import { createFakeGit } from './testing/FakeGit';
import { createFakeHost } from './testing/FakeHost';
import { createFakeMetadata } from './testing/FakeMetadata';
import { createFakeServices } from './testing/createFakeServices';
import { createFakeTools } from './testing/FakeTools';
import {
  Crash,
  freightOf,
  memoryJournal,
  promotionOf,
  START,
  step,
} from './testing/promotionWorld';

jest.setTimeout(60_000);

/** The same runner and steps on a real Git server. */
describe('a promotion on real Git', () => {
  let directory: string;
  let server: GitServer;
  let repository: { url: string; path: string };
  let number = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-promotion-'));
    server = await startGitServer({ root: join(directory, 'server') });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    delete server.behaviour.beforePush;
    delete server.behaviour.withholdPushAnswers;
    number += 1;
    repository = await server.create(`acme/config-${number}.git`);
    await commitFiles(repository.path, {
      files: {
        'base/deployment.yaml': 'kind: Deployment\n',
        'overlays/dev/kustomization.yaml':
          'resources: [../../base]\nimages:\n  - name: registry.example.com/web # shop\n    newTag: "1.24.0"\n',
        'run.sh': { content: '#!/bin/sh\n', mode: '100755' },
      },
    });
  });

  const recordOf = () =>
    promotionOf([
      step('git-clone', {
        repoURL: repository.url,
        checkout: [
          { branch: 'main', path: 'src' },
          { branch: 'stage/dev', create: true, path: 'out' },
        ],
      }),
      step('kustomize-set-image', { path: 'src/overlays/dev' }, { as: 'set' }),
      step(
        'git-commit',
        { path: 'src', message: '${{ outputs.set.commitMessage }}' },
        { as: 'commit' },
      ),
      step('git-push', { path: 'src' }, { as: 'push' }),
      step('git-clear', { path: 'out' }),
      step('copy', { inPath: 'src', outPath: 'out' }),
      step(
        'git-commit',
        { path: 'out', message: 'all of it' },
        { as: 'whole' },
      ),
      step('git-push', { path: 'out' }, { as: 'pushOut' }),
    ]);

  /** Takes a process with an empty cache for each turn. */
  async function turn(record: PromotionRecord, onCall = (_: string) => {}) {
    number += 1;
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const fake = createFakeGit();
    const runner = createPromotionRunner({
      steps: builtInSteps,
      author: { name: 'Waybill', email: 'waybill@example.com' },
      logger,
    });
    return runner.advance({
      promotion: structuredClone(record),
      freight: [freightOf('1.25.0')],
      journal: memoryJournal(record, onCall),
      ports: {
        git: createGit({
          cacheDirectory: join(directory, `cache-${number}`),
          credentials: { find: async () => undefined },
          logger,
          limits: { commandTimeoutMs: 4_000 },
        }),
        hosts: createFakeHost(fake, repository.url),
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
  }
  const log = async (branch: string) =>
    (
      await plainGit(
        repository.path,
        'log',
        '--format=%H %s %(trailers:key=Waybill-Promotion,valueonly,separator=%x2c)',
        branch,
      )
    ).split('\n');

  it('edits one branch and writes the whole of another', async () => {
    const record = recordOf();
    await expect(turn(record)).resolves.toEqual({
      type: 'finished',
      phase: 'Succeeded',
      message: '',
    });
    const main = await log('main');
    expect(main).toHaveLength(2);
    expect(main[0]).toContain(
      `Updated src/overlays/dev to use new image ${record.id}`,
    );
    expect(main[0]).toContain(String(record.stepStates[2].output?.commit));
    expect(
      await plainGit(repository.path, 'diff', '--numstat', 'main~1', 'main'),
    ).toBe('2\t1\toverlays/dev/kustomization.yaml');
    expect(
      await plainGit(repository.path, 'rev-parse', 'stage/dev^{tree}'),
    ).toBe(await plainGit(repository.path, 'rev-parse', 'main^{tree}'));
    expect(await log('stage/dev')).toHaveLength(1);
  });

  it('loses a race, dies with the push taken, and another process ends it with one commit', async () => {
    const record = recordOf();
    let raced = false;
    server.behaviour.beforePush = async () => {
      if (!raced) {
        raced = true;
        await commitFiles(repository.path, { files: { 'other.txt': 'x' } });
      }
    };
    let pushed = 0;
    await expect(
      turn(record, call => {
        pushed += call.startsWith('note 3') ? 1 : 0;
        if (pushed === 2 && call.startsWith('save 3')) {
          throw new Crash();
        }
      }),
    ).rejects.toThrow(Crash);
    expect(await log('main')).toHaveLength(3);
    await expect(turn(record)).resolves.toMatchObject({ phase: 'Succeeded' });
    const main = await log('main');
    expect(main).toHaveLength(3);
    expect(main.filter(line => line.includes(record.id))).toEqual([main[0]]);
    expect(main[0]).toContain(String(record.stepStates[2].output?.commit));
    expect(await plainGit(repository.path, 'show', 'main:other.txt')).toBe('x');
  });

  it('says of a push that the server refuses that nothing was pushed', async () => {
    const hook = join(repository.path, 'hooks', 'pre-receive');
    await writeFile(hook, '#!/bin/sh\necho "main is protected" >&2\nexit 1\n');
    await chmod(hook, 0o755);
    const record = recordOf();
    await expect(turn(record)).resolves.toMatchObject({
      phase: 'Errored',
      message: expect.stringMatching(/refused the push.*main is protected/s),
    });
    expect(record.stepStates[3].record).toMatchObject({ branch: 'main' });
    const isFiles = (uses: string) => uses !== 'git-push';
    expect(outsideEffects(record, isFiles)).toEqual([]);
  });

  it('finds its push when the server has taken the ref and withholds its answer', async () => {
    const record = recordOf();
    record.steps = record.steps.slice(0, 4);
    record.stepStates = record.stepStates.slice(0, 4);
    server.behaviour.withholdPushAnswers = true;
    await expect(turn(record)).resolves.toMatchObject({ phase: 'Succeeded' });
    expect(await log('main')).toHaveLength(2);
    expect(record.stepStates[3].message).toContain('main is at');
  });
});
