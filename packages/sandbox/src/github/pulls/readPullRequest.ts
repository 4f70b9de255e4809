import { findRepository, RepositoryName } from '../../git/repositories';
import { runGit } from '../../git/runGit';
import { readBranchTips } from '../reading/readBranchTips';
import { PullRequestRecord } from './PullRequestRecord';
import { PullRequests } from './PullRequests';
import { reconcile } from './reconcile';

/** Where pull requests and their repositories are. */
export interface PullRequestPlaces {
  directory: string;
  pulls: PullRequests;
}

async function refresh(
  places: PullRequestPlaces,
  repository: RepositoryName,
  records: PullRequestRecord[],
): Promise<PullRequestRecord[]> {
  const path = findRepository(places.directory, repository);
  if (!path || records.every(record => record.state === 'closed')) {
    return records;
  }
  const tips = await readBranchTips(path);
  return Promise.all(
    records.map(async record => {
      const current = await reconcile(path, record, tips, new Date());
      if (current !== record) {
        await keepHead(path, current);
        await places.pulls.save(repository, current);
      }
      return current;
    }),
  );
}

/** The head stays reachable as `refs/pull/<n>/head` when its branch is gone, as on GitHub. */
export async function keepHead(
  path: string,
  record: PullRequestRecord,
): Promise<void> {
  await runGit(path, [
    'update-ref',
    `refs/pull/${record.number}/head`,
    record.headSha,
  ]);
}

/** A pull request as it is now. To be called in the repository's turn. */
export async function readPullRequestInTurn(
  places: PullRequestPlaces,
  repository: RepositoryName,
  number: number,
): Promise<PullRequestRecord | undefined> {
  const record = await places.pulls.get(repository, number);
  return record && (await refresh(places, repository, [record]))[0];
}

/** A pull request as it is now. */
export async function readPullRequest(
  places: PullRequestPlaces,
  repository: RepositoryName,
  number: number,
): Promise<PullRequestRecord | undefined> {
  return places.pulls.inTurn(repository, () =>
    readPullRequestInTurn(places, repository, number),
  );
}

/** All pull requests of a repository as they are now, newest first. To be called in the repository's turn. */
export async function listPullRequestsInTurn(
  places: PullRequestPlaces,
  repository: RepositoryName,
): Promise<PullRequestRecord[]> {
  return refresh(places, repository, await places.pulls.list(repository));
}

/** All pull requests of a repository as they are now, newest first. */
export async function listPullRequests(
  places: PullRequestPlaces,
  repository: RepositoryName,
): Promise<PullRequestRecord[]> {
  return places.pulls.inTurn(repository, () =>
    listPullRequestsInTurn(places, repository),
  );
}
