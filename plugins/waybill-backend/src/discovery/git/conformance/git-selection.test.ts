import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { commitFiles } from '../../../git/testing/commitFiles';
import { GitServer, startGitServer } from '../../../git/testing/startGitServer';
import { createGitHistory } from '../createGitHistory';

jest.setTimeout(60_000);

interface BranchCase {
  name: string;
  kind: string;
  subscription: {
    discoveryLimit: number;
    strategy?: string;
    branch?: string;
    includePaths?: string[];
    excludePaths?: string[];
    since?: string;
    expressionFilter?: string;
  };
  commits?: {
    id: string;
    commitDate: string;
    subject: string;
    changedPaths: string[];
  }[];
  expect: { id: string; branch: string; subject: string }[] | { error: true };
}

const file = resolve(
  __dirname,
  '../../../../../../../shared/conformance/git-selection.json',
);
const cases: BranchCase[] = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8')).cases
  : [];

const isBranchCase = ({ kind, subscription, commits }: BranchCase) =>
  kind === 'select' &&
  commits !== undefined &&
  (subscription.strategy ?? 'NewestFromBranch') === 'NewestFromBranch' &&
  subscription.since === undefined &&
  subscription.expressionFilter === undefined;

/** The same history in a real repository, where the case's made-up ids become real ones. */
describe('conformance: git-selection.json', () => {
  let directory: string;
  let server: GitServer;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-conformance-'));
    server = await startGitServer({ root: directory });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  if (cases.length === 0) {
    // eslint-disable-next-line jest/expect-expect
    it('cannot run: ../shared/conformance is not there', () => {
      if (process.env.CI) {
        throw new Error(
          'Expected the conformance cases beside the checkout, in ../shared/conformance/git-selection.json; not there',
        );
      }
    });
    return;
  }

  cases
    .filter(each => !isBranchCase(each))
    .forEach(({ name }) =>
      it.todo(`${name} (not yet: selection other than NewestFromBranch)`),
    );

  it.each(cases.filter(isBranchCase).map(each => [each.name, each] as const))(
    '%s',
    async (name, { subscription, commits, expect: expected }) => {
      const { url, path } = await server.create(
        `${name.replace(/\W/g, '-')}.git`,
      );
      const ids = new Map<string, string>();
      for (const commit of [...commits!].reverse()) {
        const made = await commitFiles(path, {
          branch: subscription.branch ?? 'main',
          message: commit.subject,
          date: commit.commitDate,
          files: Object.fromEntries(
            commit.changedPaths.map(each => [each, commit.id]),
          ),
        });
        ids.set(made, commit.id);
      }
      const answer = createGitHistory({
        cacheDirectory: join(directory, 'cache'),
        credentials: { find: async () => undefined },
        logger: mockServices.logger.mock(),
      }).newestFromBranch({
        pipelineId: 'p',
        repoURL: url,
        branch: subscription.branch,
        includePaths: subscription.includePaths ?? [],
        excludePaths: subscription.excludePaths ?? [],
        limit: subscription.discoveryLimit,
        signal: new AbortController().signal,
      });
      const found = await answer.then(
        read =>
          read.status === 'read' &&
          read.commits.map(commit => ({
            id: ids.get(commit.id),
            branch: commit.branch ?? '',
            subject: commit.message,
          })),
        () => ({ error: true }),
      );
      // Different on purpose: the branch is named also where the subscription names none.
      expect(found).toEqual(
        Array.isArray(expected)
          ? expected.map(each => ({ ...each, branch: each.branch || 'main' }))
          : expected,
      );
    },
  );
});
