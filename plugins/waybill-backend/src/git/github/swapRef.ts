import { NotAllowedError } from '@backstage/errors';
import { githubError } from '../hosts/github/githubError';
import { GithubRepository } from './createGithubRepository';
import { objectCacheOf } from './objectCacheOf';
import { readNodeId } from './readNodeId';

const NOTHING = '0'.repeat(40);

/** What GraphQL answers of what a token may not do, or not see. */
const UNSEEN = /^(FORBIDDEN|NOT_FOUND)$/;

const UPDATE_REFS = `mutation ($input: UpdateRefsInput!) {
  updateRefs(input: $input) { clientMutationId }
}`;

interface GraphqlFailure {
  name: string;
  message: string;
  status?: number;
  /** What was refused, where GraphQL itself answered. */
  errors?: {
    type?: string;
    message: string;
    extensions?: { code?: string };
  }[];
}

/**
 * Moves a branch from where it must be to a commit that GitHub has, which its REST API cannot: GitHub compares and moves in one. Resolves to
 * false where there is no such thing: on an old GitHub Enterprise, or with a token that GraphQL does not take. Throws whatever the reason is
 * that the branch was not moved, or is not known to be.
 *
 * @see https://docs.github.com/en/graphql/reference/git#updaterefs
 */
export async function swapRef(
  repository: GithubRepository,
  {
    branch,
    commit,
    expected,
    force,
  }: {
    branch: string;
    commit: string;
    /** Null: it must not exist. */
    expected: string | null;
    force: boolean;
  },
  signal: AbortSignal,
): Promise<boolean> {
  const notes = objectCacheOf(repository.key);
  if (notes.note('swap') === 'no') {
    return false;
  }
  const doing = `Moving ${branch} in ${repository.name}`;
  const refUpdates = [
    {
      name: `refs/heads/${branch}`,
      beforeOid: expected ?? NOTHING,
      afterOid: commit,
      force,
    },
  ];
  try {
    const repositoryId = await readNodeId(repository, signal);
    await repository.octokit.graphql(UPDATE_REFS, {
      input: { repositoryId, refUpdates },
      request: { signal },
    });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    const failure = error as GraphqlFailure;
    if (isUnknown(failure)) {
      notes.setNote('swap', 'no');
      return false;
    }
    if (failure.errors?.some(({ type }) => UNSEEN.test(type ?? ''))) {
      // REST says whether it is the token or the branch.
      return false;
    }
    throw failure.errors
      ? refusal(doing, failure.errors)
      : githubError(error, doing);
  }
}

/** Whether it is not this update that is wrong, but that GitHub does not know of such updates. */
function isUnknown({ errors, status }: GraphqlFailure): boolean {
  return errors
    ? errors.some(
        ({ message, extensions }) =>
          /^(undefined|variableRequiresValidType)/.test(
            extensions?.code ?? '',
          ) ||
          /doesn't exist on type|isn't a defined input type|Cannot query field|Unknown type/.test(
            message,
          ),
      )
    : status === 404 || status === 405 || status === 410 || status === 501;
}

function refusal(
  doing: string,
  errors: NonNullable<GraphqlFailure['errors']>,
): Error {
  const said = errors.map(({ message }) => message).join('; ');
  return errors.some(({ type }) => type === 'RATE_LIMITED')
    ? githubError(
        {
          status: 429,
          message: said,
          response: { data: { message: said } },
        },
        doing,
      )
    : new NotAllowedError(`${doing}: GitHub refused (${said})`);
}
