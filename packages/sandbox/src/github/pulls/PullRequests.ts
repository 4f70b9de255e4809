import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fullName, RepositoryName } from '../../git/repositories';
import { writeFileAtomically } from '../../server/writeFileAtomically';
import { PullRequestRecord } from './PullRequestRecord';

/** The pull requests of all repositories: one file each, so that a kill loses none that was answered. */
export interface PullRequests {
  /** Newest first. */
  list(repository: RepositoryName): Promise<PullRequestRecord[]>;
  get(
    repository: RepositoryName,
    number: number,
  ): Promise<PullRequestRecord | undefined>;
  save(repository: RepositoryName, record: PullRequestRecord): Promise<void>;
  /** Runs one after the other all that decides on a repository's pull requests and then changes them. */
  inTurn<T>(repository: RepositoryName, work: () => Promise<T>): Promise<T>;
}

export function createPullRequests(options: {
  /** Files are at `<stateDirectory>/<owner>/<name>/<number>.json`. */
  stateDirectory: string;
}): PullRequests {
  const turns = new Map<string, Promise<unknown>>();
  const folder = (repository: RepositoryName) =>
    join(options.stateDirectory, repository.owner, repository.name);
  const file = (repository: RepositoryName, number: number) =>
    join(folder(repository), `${number}.json`);

  async function get(repository: RepositoryName, number: number) {
    try {
      const text = await readFile(file(repository, number), 'utf8');
      return JSON.parse(text) as PullRequestRecord;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  return {
    get,
    async list(repository) {
      const names = await readdir(folder(repository)).catch(() => []);
      const numbers = names
        .map(name => /^(\d+)\.json$/.exec(name)?.[1])
        .filter(number => number !== undefined)
        .map(Number)
        .sort((a, b) => b - a);
      const records = await Promise.all(
        numbers.map(number => get(repository, number)),
      );
      return records.filter(record => record !== undefined);
    },
    save: (repository, record) =>
      writeFileAtomically(
        file(repository, record.number),
        `${JSON.stringify(record, null, 2)}\n`,
      ),
    inTurn(repository, work) {
      const key = fullName(repository);
      const turn = (turns.get(key) ?? Promise.resolve())
        .catch(() => {})
        .then(work);
      turns.set(key, turn);
      return turn;
    },
  };
}
