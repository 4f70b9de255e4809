import { ServiceUnavailableError } from '@backstage/errors';
import { PushTagResult } from '@waybill/backstage-plugin-waybill-node';
import { MadeTag } from '../tree/WorkTreeRemote';
import { parseTag } from '../objects/parseTag';
import { GithubRepository } from './createGithubRepository';
import { readRef } from './readRef';

/** Makes an annotated tag of a commit that GitHub has, or moves it. */
export async function pushGithubTag(
  repository: GithubRepository,
  tag: MadeTag,
  content: Buffer,
  signal: AbortSignal,
): Promise<PushTagResult> {
  const { octokit, at } = repository;
  const ref = `tags/${tag.name}`;
  const request = { signal };
  const there = await readRef(repository, ref, signal);
  const done = { object: tag.object, commit: tag.commit };
  if (there?.id === tag.object) {
    return { status: 'pushed', ...done };
  }
  if (there && !tag.force) {
    return { status: 'rejected', object: there.id };
  }
  const { message, tagger } = parseTag(content);
  const made = await repository.ask(`Making the tag ${tag.name}`, signal, () =>
    octokit.git.createTag({
      ...at,
      tag: tag.name,
      message,
      object: tag.commit,
      type: 'commit',
      tagger: {
        name: tagger.name,
        email: tagger.email,
        date: tagger.date.toISOString().replace(/\.\d+Z$/, 'Z'),
      },
      request,
    }),
  );
  if (made.sha !== tag.object) {
    throw new ServiceUnavailableError(
      `GitHub made another tag than it was asked for: expected ${tag.object}, found ${made.sha}`,
    );
  }
  try {
    const sha = tag.object;
    await repository.ask(`Moving the tag ${tag.name}`, signal, () =>
      there
        ? octokit.git.updateRef({ ...at, ref, sha, force: true, request })
        : octokit.git.createRef({ ...at, ref: `refs/${ref}`, sha, request }),
    );
  } catch (error) {
    signal.throwIfAborted();
    const now = await readRef(repository, ref, signal).catch(() => undefined);
    if (now && now.id !== tag.object && now.id !== there?.id) {
      return { status: 'rejected', object: now.id };
    }
    if (now?.id !== tag.object) {
      throw error;
    }
  }
  return { status: 'pushed', ...done };
}
