import { Repository } from './Repository';

/** A tag of the remote. */
export interface RemoteTag {
  /** Of the tag itself; the commit, for one that is not annotated. */
  object: string;
  commit: string;
}

/** Asks the remote for a tag. */
export async function readTag(
  repository: Repository,
  tag: string,
  signal: AbortSignal,
): Promise<RemoteTag | undefined> {
  const name = `refs/tags/${tag}`;
  const command = {
    args: ['ls-remote', 'origin', name, `${name}^{}`],
    where: 'remote' as const,
    signal,
  };
  const output = await repository.git(command);
  if (output.code !== 0) {
    throw repository.problem(command, output);
  }
  const found = new Map(
    output.stdout
      .toString('utf8')
      .split('\n')
      .map(line => {
        const [id, ref] = line.split('\t');
        return [ref, id] as const;
      }),
  );
  const object = found.get(name);
  return object === undefined
    ? undefined
    : { object, commit: found.get(`${name}^{}`) ?? object };
}
