import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolRun } from '@waybill/backstage-plugin-waybill-node';
import { createFakeTools } from '../testing/FakeTools';
import {
  Crash,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';

/** As far as a Promotion can tell: what it prints comes from what was laid out. */
const kustomize = async ({ directory, args }: ToolRun) =>
  `kind: Deployment\nof: ${await readFile(
    join(directory, args[1], 'kustomization.yaml'),
    'utf8',
  )}`;

const FILES = { 'prod/kustomization.yaml': 'namespace: prod\n' };
const STEPS = [
  step('git-clone', {
    repoURL: REPO,
    checkout: [
      { branch: 'main', path: './src' },
      { branch: 'rendered', create: true, path: './out' },
    ],
  }),
  step('git-clear', { path: './out' }),
  step('kustomize-build', { path: './src/prod', outPath: './out/all.yaml' }),
  step('git-commit', { path: './out', message: 'Render' }),
  step('git-push', { path: './out' }),
];

const world = () =>
  promotionWorld({
    files: FILES,
    record: promotionOf(STEPS),
    tools: createFakeTools({ kustomize }),
  });

describe('a Promotion that renders', () => {
  it('puts what was rendered on a branch of its own', async () => {
    const { finish, git } = world();
    expect(await finish()).toMatchObject({ phase: 'Succeeded' });
    expect(git.file(REPO, 'rendered', 'all.yaml')).toBe(
      'kind: Deployment\nof: namespace: prod\n',
    );
  });

  it('renders again after a lost race and after every crash, and makes one commit', async () => {
    const counting = world();
    await counting.finish();
    const calls = counting.calls.length;
    for (let dies = 1; dies <= calls; dies += 1) {
      const crashing = world();
      let hasDied = false;
      crashing.onCall = (_call, count) => {
        if (count === dies && !hasDied) {
          hasDied = true;
          throw new Crash('gone');
        }
      };
      let raced = false;
      crashing.git.repository(REPO).beforePush = () => {
        if (!raced) {
          raced = true;
          crashing.git.commit(REPO, 'rendered', { 'README.md': 'hello' });
        }
      };
      expect(await crashing.finish()).toMatchObject({ phase: 'Succeeded' });
      const own = crashing.git
        .log(REPO, 'rendered')
        .filter(commit => commit.trailers['Waybill-Promotion']);
      expect(own).toHaveLength(1);
      expect(crashing.git.file(REPO, 'rendered', 'all.yaml')).toBe(
        'kind: Deployment\nof: namespace: prod\n',
      );
    }
  });

  it('fails at once where the program is missing, and says which', async () => {
    const without = promotionWorld({
      files: FILES,
      record: promotionOf(STEPS),
    });
    const end = await without.finish();
    expect(end.phase).toBe('Failed');
    expect(without.record.stepStates[2]).toMatchObject({
      status: 'Failed',
      errorCount: 0,
      message: 'The program "kustomize" is not there',
    });
  });
});
