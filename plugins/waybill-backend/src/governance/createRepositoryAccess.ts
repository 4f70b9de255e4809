import { NotAllowedError } from '@backstage/errors';
import { normalizeGitUrl } from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from '../ports';
import { Grant } from './Grant';
import { isInAudience } from './isInAudience';
import { matchesAny } from './matchesAny';
import { RepositoryAccess } from './RepositoryAccess';

/** What the platform's grants give to one entity. Pure. */
export function createRepositoryAccess(
  entity: PipelineEntity,
  grants: readonly Grant[],
  allowOwnRepository: boolean,
  /** Name of the key of all whom no grant gives another. */
  defaultSigningKey?: string,
): RepositoryAccess {
  const own =
    allowOwnRepository && entity.ownRepositoryUrl
      ? normalizeGitUrl(entity.ownRepositoryUrl)
      : undefined;
  const granted = grants.filter(grant => isInAudience(entity, grant));

  function grantsOf(repoURL: string): Grant[] {
    if (!isPlainUrl(repoURL)) {
      return [];
    }
    const repository = normalizeGitUrl(repoURL);
    return [
      ...granted.filter(({ repos }) => matchesAny(repository, repos)),
      ...(repository === own ? [{ repos: [own] }] : []),
    ];
  }

  const mayRead: RepositoryAccess['mayRead'] = repoURL =>
    grantsOf(repoURL).length > 0
      ? undefined
      : `The repository ${shown(repoURL)} is not granted to ${
          entity.entityRef
        }; an entry of waybill.git.allow in the platform's configuration would grant it`;

  const grantsOfBranch = (repoURL: string, branch: string) =>
    grantsOf(repoURL).filter(
      ({ branches }) => !branches || matchesAny(branch, branches),
    );

  const mayWrite: RepositoryAccess['mayWrite'] = (repoURL, branch) =>
    mayRead(repoURL) ??
    (grantsOfBranch(repoURL, branch).length > 0
      ? undefined
      : `The branch ${branch} of ${shown(repoURL)} is not granted to ${
          entity.entityRef
        }; branches of an entry of waybill.git.allow in the platform's configuration would grant it`);

  return {
    mayRead,
    mayWrite,
    mayChange(repoURL, branch, paths) {
      const refused = mayWrite(repoURL, branch);
      if (refused) {
        return refused;
      }
      const limits = grantsOfBranch(repoURL, branch);
      const outside = paths.filter(
        path =>
          !limits.some(grant => !grant.paths || matchesAny(path, grant.paths)),
      );
      return outside.length === 0
        ? undefined
        : `Changing ${named(outside)} on ${branch} of ${shown(
            repoURL,
          )} is not granted to ${
            entity.entityRef
          }; paths of an entry of waybill.git.allow in the platform's configuration would grant it`;
    },
    limitsPaths: repoURL => grantsOf(repoURL).some(({ paths }) => paths),
    signingKey(repoURL, asked) {
      const keys = grantsOf(repoURL).flatMap(({ signingKey }) =>
        signingKey ? [signingKey] : [],
      );
      if (asked === undefined) {
        return keys[0];
      }
      if (asked !== defaultSigningKey && !keys.includes(asked)) {
        throw new NotAllowedError(
          `The signing key "${asked}" is not for ${entity.entityRef} in ${shown(
            repoURL,
          )}; "signingKey" of an entry of waybill.git.allow in the platform's configuration would grant it`,
        );
      }
      return asked;
    },
  };
}

/**
 * An address that means to everybody what it says: no dot segments, escapes, query or user, which a server may read as another
 * repository than the one compared here.
 */
function isPlainUrl(repoURL: string): boolean {
  return (
    // Letters of other alphabets may become these when they are made small.
    /^[\x21-\x7e]+$/.test(repoURL) &&
    /^https?:\/\/[^\s/?#%@\\]+(\/[^\s/?#%@\\]+)+\/?$/i.test(repoURL) &&
    !repoURL.split('/').some(segment => segment === '.' || segment === '..')
  );
}

/** Without what may be a secret: a password before the host, a token after the path. */
function shown(repoURL: string): string {
  return repoURL.replace(/\/\/.*@/, '//').replace(/[?#].*/s, '');
}

function named(paths: readonly string[]): string {
  const first = paths.slice(0, 3).join(', ');
  return paths.length > 3 ? `${first} and ${paths.length - 3} more` : first;
}
