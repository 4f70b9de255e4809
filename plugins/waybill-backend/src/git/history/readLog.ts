import { CommitInfo } from '@waybill/backstage-plugin-waybill-node';
import { GitOutput } from '../program/runGit';
import { Repository } from '../repository/Repository';

/** Begins a commit. Fields and paths end in NUL, which none can contain, and no path begins with a slash. */
const BEGIN = '/commit';
const FIELDS = ['%H', '%P', '%s', '%an <%ae>', '%cn <%ce>', '%cI'];

export interface LoggedCommit extends CommitInfo {
  /** Only when asked for. */
  paths: string[];
}

/** `git log` of what is cached, newest first. */
export async function readLog(
  repository: Repository,
  args: string[],
  signal: AbortSignal,
): Promise<LoggedCommit[]> {
  const command = {
    args: [
      'log',
      '-z',
      `--format=${[BEGIN, ...FIELDS, '%(trailers:only,unfold)'].join('%x00')}`,
      '--no-show-signature',
      '--no-color',
      ...args,
      '--',
    ],
    where: 'cache' as const,
    signal,
  };
  const output = await repository.git(command);
  if (output.code !== 0) {
    throw repository.problem(command, output);
  }
  return parse(output);
}

function parse({ stdout }: GitOutput): LoggedCommit[] {
  const tokens = stdout.toString('utf8').split('\0');
  const commits: LoggedCommit[] = [];
  let at = 0;
  while (tokens[at] === BEGIN) {
    const [id, parents, subject, author, committer, date, trailers] =
      tokens.slice(at + 1, at + 8);
    at += 8;
    const paths: string[] = [];
    while (at < tokens.length && tokens[at] !== BEGIN) {
      const path = tokens[at].replace(/^\n/, '');
      if (path !== '') {
        paths.push(path);
      }
      at += 1;
    }
    commits.push({
      id,
      parents: parents.split(' ').filter(parent => parent !== ''),
      subject,
      author,
      committer,
      committedAt: new Date(date).toISOString(),
      trailers: parseTrailers(trailers),
      paths,
    });
  }
  return commits;
}

function parseTrailers(text: string): Record<string, string> {
  const trailers: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      trailers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
    }
  }
  return trailers;
}
