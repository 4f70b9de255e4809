import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import {
  PromotionRecord,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import {
  createRepository,
  Forge,
  runGitLine,
  startForge,
} from '@waybill/sandbox';
import { createCredentials } from '../credentials';
import { createGitPorts } from '../git/createGitPorts';
import { clearObjectCache } from '../git/github/objectCacheOf';
import { createGitHosts } from '../git/hosts/createGitHosts';
import { commitFiles } from '../git/testing/commitFiles';
import { createAuthority } from '../governance';
import { AnalysisRunsPort, ChartRepositoryPort } from '../ports';
import { pipeline } from '../governance/__testUtils__/authorities';
import { systemClock } from '../store/systemClock';
import { createPromotionRunner } from './createPromotionRunner';
import { builtInSteps } from './steps';
import { createFakeArgo } from './testing/FakeArgo';
import { createFakeGit } from './testing/FakeGit';
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

jest.setTimeout(120_000);

const TOKEN = 'ghp_sandbox-token';
/** Less than a test may take, more than any honest answer. */
const ANSWER_WITHIN_MS = 4_000;

/** As the plugin wires it: configuration, integrations, credentials, grants, on a forge with GitHub's API over the same repositories. */
describe.each(['git', 'github-api'] as const)(
  'a promotion on GitHub, with waybill.git.workTree: %s',
  workTree => {
    let directory: string;
    let forge: Forge;
    let repoURL: string;
    let path: string;
    let scope: string;
    let number = 0;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'waybill-forge-'));
      forge = await startForge({ directory, gitPort: 0, githubPort: 0 });
    });
    afterAll(async () => {
      await forge.close();
      await rm(directory, { recursive: true, force: true });
    });
    beforeEach(async () => {
      forge.github.faults.clear();
      forge.git.faults.clear();
      number += 1;
      const name = `config-${number}`;
      scope = `acme/${name}`;
      repoURL = `${forge.git.url}/${scope}.git`;
      path = await createRepository(forge.git.directory, {
        owner: 'acme',
        name,
      });
      await commitFiles(path, {
        files: {
          'base/deployment.yaml': 'kind: Deployment\n',
          'overlays/dev/kustomization.yaml':
            'resources: [../../base]\nimages:\n  - name: registry.example.com/web # shop\n    newTag: "1.24.0"\n',
          'overlays/dev/values.yaml': 'web:\n  tag: 1.24.0 # by promotion\n',
          'run.sh': { content: '#!/bin/sh\n', mode: '100755' },
        },
      });
    });

    const steps = (push = 'git-push'): PromotionStepDefinition[] => [
      step('git-clone', {
        repoURL,
        checkout: [{ branch: 'main', path: 'src' }],
      }),
      step('yaml-update', {
        path: 'src/overlays/dev/values.yaml',
        updates: [{ key: 'web.tag', value: '1.25.0' }],
      }),
      step('kustomize-set-image', { path: 'src/overlays/dev' }),
      step(
        'git-commit',
        { path: 'src', message: 'Promote 1.25.0' },
        { as: 'commit' },
      ),
      step(push, { path: 'src' }, { as: 'push' }),
    ];
    const PUSH = 4;

    /** What one process does that begins with nothing cached. */
    async function turn(
      record: PromotionRecord,
      {
        onCall = (_: string): unknown => undefined,
        git = {},
      }: { onCall?: (call: string) => unknown; git?: object } = {},
    ) {
      number += 1;
      clearObjectCache();
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const { host } = new URL(repoURL);
      const config = mockServices.rootConfig({
        data: {
          integrations: {
            github: [{ host, apiBaseUrl: forge.github.url, token: TOKEN }],
          },
          waybill: {
            git: {
              workTree,
              cacheDirectory: join(directory, `cache-${number}`),
              allow: [{ repos: [`${forge.git.url}/acme/*`] }],
              ...git,
            },
          },
        },
      });
      const integrations = ScmIntegrations.fromConfig(config);
      const credentials = createCredentials({ config, integrations, logger });
      const gitOf = await createGitPorts({
        config,
        integrations,
        credentials,
        logger,
        limits: {
          commandTimeoutMs: ANSWER_WITHIN_MS,
          requestTimeoutMs: ANSWER_WITHIN_MS,
        },
        ...(workTree === 'github-api' && {
          find: async () => ({ problem: 'there is no git program here' }),
        }),
      });
      const authority = createAuthority({
        analysisRuns: {} as AnalysisRunsPort,
        config,
        logger,
        ports: pipelineId => ({
          git: gitOf(pipelineId),
          hosts: createGitHosts({
            integrations,
            credentials,
            logger,
            pipelineId,
          }),
          argo: createFakeArgo(createFakeGit()),
          metadata: createFakeMetadata(),
          tools: createFakeTools(),
          ...createFakeServices().ports,
          charts: {} as ChartRepositoryPort,
        }),
      });
      const runner = createPromotionRunner({
        steps: builtInSteps,
        author: { name: 'Waybill', email: 'waybill@example.com' },
        logger,
        // No time passes, so that the commit's ID can be told beforehand.
        clock: { ...systemClock, elapsed: () => 0 },
      });
      const journal = memoryJournal(record, () => {});
      return runner.advance({
        promotion: structuredClone(record),
        freight: [freightOf('1.25.0')],
        journal: {
          ...journal,
          async saveStep(index, patch) {
            await onCall(`save ${index} ${patch.status ?? ''}`);
            await journal.saveStep(index, patch);
          },
          async note(index, patch) {
            await onCall(`note ${index}`);
            await journal.note(index, patch);
          },
        },
        ports: authority.portsFor(pipeline('storefront'), 'dev'),
        gatesNow: async () => [],
        now: START,
        signal: new AbortController().signal,
        logger,
      });
    }

    const log = async (format = '%s', branch = 'main') =>
      (await runGitLine(path, ['log', `--format=${format}`, branch])).split(
        '\n',
      );
    const promoted = (record: PromotionRecord) =>
      log('%(trailers:key=Waybill-Promotion,valueonly,separator=)').then(
        lines => lines.filter(line => line === record.id).length,
      );
    const succeeded = { type: 'finished', phase: 'Succeeded', message: '' };

    it('edits two files in one commit, which is the one that it says', async () => {
      const record = promotionOf(steps());
      await expect(turn(record)).resolves.toEqual(succeeded);
      expect(await log()).toEqual(['Promote 1.25.0', 'a commit']);
      expect(await promoted(record)).toBe(1);
      expect(
        await runGitLine(path, ['diff', '--numstat', 'main~1', 'main']),
      ).toBe(
        '2\t1\toverlays/dev/kustomization.yaml\n1\t1\toverlays/dev/values.yaml',
      );
      expect(record.stepStates[PUSH].output).toMatchObject({
        branch: 'main',
        commit: await runGitLine(path, ['rev-parse', 'main']),
        files: ['overlays/dev/kustomization.yaml', 'overlays/dev/values.yaml'],
        commitURL: expect.stringContaining(`/${scope}/commit/`),
      });
      expect(record.stepStates[3].output?.commit).toBe(
        record.stepStates[PUSH].output?.commit,
      );
      expect(
        await runGitLine(path, ['fsck', '--strict', '--full', '--no-dangling']),
      ).toBe('');
      expect(existsSync(join(directory, `cache-${number}`))).toBe(
        workTree === 'git',
      );
    });

    it('makes the commit that the other kind of work tree makes', async () => {
      const record = promotionOf(steps().slice(0, 4));
      await turn(record);
      // The same base, files, author and date: Git leaves no room for another id.
      expect(record.stepStates[3].output?.commit).toBe(
        'd9fbef36338eb6fc1125b8ff0a09e23f4d38cef8',
      );
    });

    it('loses a race, dies with the push taken, and another process ends it with one commit', async () => {
      const record = promotionOf(steps());
      let noted = 0;
      await expect(
        turn(record, {
          async onCall(call) {
            noted += call === `note ${PUSH}` ? 1 : 0;
            if (noted === 1 && call === `note ${PUSH}`) {
              await commitFiles(path, { files: { 'other.txt': 'x' } });
            }
            if (noted === 2 && call.startsWith(`save ${PUSH}`)) {
              throw new Crash();
            }
          },
        }),
      ).rejects.toThrow(Crash);
      expect(await log()).toHaveLength(3);
      await expect(turn(record)).resolves.toEqual(succeeded);
      expect(await log()).toHaveLength(3);
      expect(await promoted(record)).toBe(1);
      expect(await runGitLine(path, ['show', 'main:other.txt'])).toBe('x');
      expect(record.stepStates[PUSH].output?.commit).toBe((await log('%H'))[0]);
    });

    it('finds its push when the ref has moved and the answer never comes', async () => {
      const record = promotionOf(steps());
      if (workTree === 'git') {
        forge.git.faults.set('withhold-push-answer', 1, scope);
      } else {
        forge.github.faults.set('withhold-ref-answer', 1, scope);
      }
      await expect(turn(record)).resolves.toEqual(succeeded);
      expect(await promoted(record)).toBe(1);
      expect(await log()).toHaveLength(2);
      expect([
        ...forge.git.faults.active(),
        ...forge.github.faults.active(),
      ]).toEqual([]);
    });

    it('finds its push when it dies before the answer could have come', async () => {
      const record = promotionOf(steps());
      await expect(
        turn(record, {
          onCall(call) {
            if (call.startsWith(`save ${PUSH} Succeeded`)) {
              throw new Crash();
            }
          },
        }),
      ).rejects.toThrow(Crash);
      // Somebody builds on it meanwhile.
      await commitFiles(path, { files: { 'overlays/dev/more.yaml': 'x' } });
      await expect(turn(record)).resolves.toEqual(succeeded);
      expect(await log()).toEqual(['a commit', 'Promote 1.25.0', 'a commit']);
      expect(await promoted(record)).toBe(1);
    });

    it('signs with the platform’s key', async () => {
      const key = join(directory, `key-${number}`);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
      const record = promotionOf(steps());
      const git = {
        signing: {
          default: 'platform',
          keys: [{ name: 'platform', privateKey: readFileSync(key, 'utf8') }],
        },
      };
      await expect(turn(record, { git })).resolves.toEqual(succeeded);
      writeFileSync(
        `${key}.allowed`,
        `waybill@example.com ${readFileSync(`${key}.pub`, 'utf8')}`,
      );
      expect(
        await runGitLine(path, [
          ...['-c', `gpg.ssh.allowedSignersFile=${key}.allowed`],
          ...['log', '-1', '--format=%G? %GS', 'main'],
        ]),
      ).toBe('G waybill@example.com');
    });

    it('signs nothing itself, but lets GitHub make the commit where github-push is asked for, once', async () => {
      const record = promotionOf(steps('github-push'));
      await expect(turn(record)).resolves.toEqual(succeeded);
      const [commit] = await log('%H');
      expect(record.stepStates[PUSH].output).toMatchObject({ commit });
      expect(record.stepStates[3].output?.commit).not.toBe(commit);
      const [author] = await log('%an');
      expect(author).toBe('waybill-bot');
      expect(
        await runGitLine(path, [
          ...['log', '-1', '--format=%(trailers:only,unfold)', 'main'],
        ]),
      ).toBe(
        `Waybill-Promotion: ${record.id}\nCo-authored-by: Waybill <waybill@example.com>`,
      );
      expect(await promoted(record)).toBe(1);

      const late = promotionOf(
        [
          ...steps('github-push').map(each =>
            each.uses === 'yaml-update'
              ? step('yaml-update', {
                  path: 'src/overlays/dev/values.yaml',
                  updates: [{ key: 'web.tag', value: '1.26.0' }],
                })
              : each,
          ),
        ],
        { id: 'dev.01jn0000000000000000000001.fffffff' },
      );
      forge.github.faults.set('withhold-ref-answer', 1, scope);
      await expect(turn(late)).resolves.toEqual(succeeded);
      expect(await promoted(late)).toBe(1);
      expect(await log()).toHaveLength(3);
    });

    it('goes on with the pull request that one before it left open, which tells of it from then on', async () => {
      const toOne = (version: string, label: string) => [
        ...steps().slice(0, 1),
        step('yaml-update', {
          path: 'src/overlays/dev/values.yaml',
          updates: [{ key: 'web.tag', value: version }],
        }),
        step('git-commit', { path: 'src', message: `Promote ${version}` }),
        step('git-push', { path: 'src', targetBranch: 'next', force: true }),
        step('git-open-pr', {
          repoURL,
          sourceBranch: 'next',
          targetBranch: 'main',
          title: `Promote ${version}`,
          labels: [label],
        }),
      ];
      const pulls = async () => {
        const response = await fetch(
          `${forge.github.url}/repos/${scope}/pulls`,
          { headers: { authorization: `token ${TOKEN}` } },
        );
        return (await response.json()) as { title: string; body: string }[];
      };
      const left = promotionOf(toOne('1.27.3', 'one'));
      await expect(turn(left)).resolves.toEqual(succeeded);
      const late = promotionOf(toOne('1.27.2', 'two'), {
        id: 'dev.01jn1111111111111111111111.fffffff',
      });
      let isKilled = false;
      const killing = turn(late, {
        onCall: call => {
          if (call === 'save 4 Succeeded' && !isKilled) {
            isKilled = true;
            throw new Crash();
          }
        },
      });
      await expect(killing).rejects.toThrow(Crash);
      const [before] = await pulls();
      await expect(turn(late)).resolves.toEqual(succeeded);
      const after = await pulls();
      expect(after).toEqual([before]);
      expect(after).toMatchObject([
        {
          title: 'Promote 1.27.2',
          body: expect.stringContaining(`Waybill-Promotion: ${late.id}`),
          labels: [{ name: 'one' }, { name: 'two' }],
        },
      ]);
      expect(late.stepStates[4].message).toBe(
        `Pull request #1, taken over from promotion ${left.id}`,
      );
    });

    it('changes nothing outside of the paths that are granted', async () => {
      const git = {
        allow: [
          {
            repos: [`${forge.git.url}/acme/*`],
            branches: ['main'],
            paths: ['base/**'],
          },
        ],
      };
      const record = promotionOf(steps());
      await expect(turn(record, { git })).resolves.toMatchObject({
        phase: 'Errored',
        message: expect.stringContaining(
          'Changing overlays/dev/kustomization.yaml',
        ),
      });
      const stranger = promotionOf(steps());
      await expect(
        turn(stranger, {
          git: { allow: [{ repos: ['https://elsewhere/*'] }] },
        }),
      ).resolves.toMatchObject({
        phase: 'Errored',
        message: expect.stringContaining('is not granted to'),
      });
      expect(await log()).toHaveLength(1);
    });

    it('lays out a whole branch of a repository whose lists come in part', async () => {
      forge.github.faults.set('truncate-trees', true, scope);
      const record = promotionOf([
        step('git-clone', {
          repoURL,
          checkout: [
            { branch: 'main', path: 'src' },
            { branch: 'stage/dev', create: true, path: 'out' },
          ],
        }),
        step('copy', { inPath: 'src', outPath: 'out' }),
        step('git-commit', { path: 'out', message: 'all of it' }),
        step('git-push', { path: 'out' }),
      ]);
      await expect(turn(record)).resolves.toEqual(succeeded);
      expect(await runGitLine(path, ['rev-parse', 'stage/dev^{tree}'])).toBe(
        await runGitLine(path, ['rev-parse', 'main^{tree}']),
      );
    });

    if (workTree === 'github-api') {
      it.each(['rate-limit', 'secondary-limit', 'error-500'] as const)(
        'waits out an answer of %s, wherever it comes, and leaves one commit',
        async fault => {
          const record = promotionOf(steps());
          const fails = (when: string) => (call: string) =>
            call === when && forge.github.faults.set(fault, 1, scope);
          const opening = await turn(record, {
            onCall: fails('save 0 Running'),
          });
          const pushing = await turn(record, { onCall: fails(`note ${PUSH}`) });
          expect([opening.type, pushing.type]).toEqual(['waiting', 'waiting']);
          await expect(turn(record)).resolves.toEqual(succeeded);
          expect(await promoted(record)).toBe(1);
          expect(await log()).toHaveLength(2);
        },
      );
    }
  },
);
