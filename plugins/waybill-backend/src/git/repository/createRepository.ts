import { createHash } from 'node:crypto';
import { CredentialsPort } from '../../ports';
import { GitCache } from '../cache/createGitCache';
import { GitLimits } from '../GitLimits';
import { askRefs } from '../program/askRefs';
import { GitFailure } from '../program/GitFailure';
import { gitEnvironment } from '../program/gitEnvironment';
import { remoteProblem } from '../program/remoteProblem';
import { runGit } from '../program/runGit';
import { RepositoryUrl } from '../repositoryUrl';
import { CacheFault } from './CacheFault';
import { Repository } from './Repository';

/** A server that does not answer this way is not asked so again for some minutes. */
const REFS_BY_GIT_MS = 10 * 60_000;

/**
 * What the cached copy is for. They are kept apart so that each can leave out what it does not need, and nobody waits for
 * another's fetch: `tree` has single commits with their folders, `commits` history without folders, `paths` history with them.
 */
export type RepositoryPurpose = 'tree' | 'commits' | 'paths';

export async function createRepository(options: {
  url: RepositoryUrl;
  purpose: RepositoryPurpose;
  cache: GitCache;
  credentials: CredentialsPort;
  pipelineId?: string;
  limits: GitLimits;
  allowFileProtocol: boolean;
  insecureHosts: readonly string[];
}): Promise<Repository> {
  const { url, limits, cache } = options;
  const digest = createHash('sha256')
    .update(url.key)
    .digest('hex')
    .slice(0, 24);
  const slot = await cache.slot(`${digest}-${options.purpose}`);
  const home = await cache.home();
  const credential = await options.credentials.find({
    kind: 'git',
    url: url.href,
    pipelineId: options.pipelineId,
  });
  const isInsecure = options.insecureHosts.includes(new URL(url.href).host);
  const env = gitEnvironment({
    home,
    allowFileProtocol: options.allowFileProtocol,
    remote: {
      href: url.href,
      credential,
      isInsecure,
    },
  });
  return {
    url,
    slot,
    limits,
    reader: () =>
      slot.reader(gitEnvironment({ home, allowFileProtocol: false })),
    async askRefs(prefixes, signal) {
      if (isInsecure || Date.now() < slot.refsByGitUntil) {
        return undefined;
      }
      const { href } = url;
      const timeoutMs = limits.commandTimeoutMs;
      try {
        const refs = await askRefs({
          href,
          credential,
          prefixes,
          timeoutMs,
          signal,
        });
        slot.refsByGitUntil = refs ? 0 : Date.now() + REFS_BY_GIT_MS;
        return refs;
      } catch {
        const failure = new GitFailure(
          signal.aborted ? 'aborted' : 'timeout',
          { args: ['ls-remote'], timeoutMs },
          '',
        );
        throw remoteProblem(failure, href) ?? failure;
      }
    },
    async git({ args, where, input, signal }) {
      try {
        return await runGit({
          args,
          env: {
            ...env,
            ...((where === 'cache' || where === 'beside') && {
              GIT_DIR: slot.gitDir,
            }),
            ...(where === 'objects' && slot.objectsEnv),
          },
          cwd: home,
          input,
          credential,
          timeoutMs: limits.commandTimeoutMs,
          signal,
        });
      } catch (error) {
        if (error instanceof GitFailure) {
          if (where === 'cache') {
            await slot.removeLocks();
          }
          throw remoteProblem(error, url.href) ?? error;
        }
        throw error;
      }
    },
    problem({ args, where }, { code, stderr }) {
      const failure = new GitFailure(
        code,
        { args, timeoutMs: limits.commandTimeoutMs },
        stderr,
      );
      return (
        (where !== 'objects' && remoteProblem(failure, url.href)) ||
        (where === 'remote'
          ? failure
          : new CacheFault(
              `The cached copy of ${url.href} is broken: ${failure.message}`,
            ))
      );
    },
  };
}
