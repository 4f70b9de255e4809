import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { GitPort } from '@waybill/backstage-plugin-waybill-node';
import { CredentialsPort } from '../ports';
import { chooseWorkTree } from './chooseWorkTree';
import { createGit } from './createGit';
import { createGithubGit } from './github/createGithubGit';
import { createGithubRemote } from './github/createGithubRemote';
import {
  createGithubRepository,
  GithubRepository,
} from './github/createGithubRepository';
import { defaultGitLimits, GitLimits } from './GitLimits';
import { connectGithub } from './hosts/github/connectGithub';
import { findGit } from './program/findGit';
import { readGitConfig } from './readGitConfig';
import { readGitSettings } from './readGitSettings';
import { repositoryUrl } from './repositoryUrl';
import { routeGit } from './routeGit';
import { createSigner } from './signing/createSigner';
import { readSigningKeys } from './signing/readSigningKeys';

/**
 * Git as `waybill.git` says: by the git program, or by GitHub's API, with the credentials of one pipeline. Nothing is granted yet.
 * Throws an `InputError` for a configuration that cannot work here.
 */
export async function createGitPorts(options: {
  config: Config;
  integrations: ScmIntegrationRegistry;
  credentials: CredentialsPort;
  logger: LoggerService;
  /** Beside those that are configured. */
  limits?: Partial<GitLimits>;
  /** For tests: looks for the git program. */
  find?: typeof findGit;
}): Promise<(pipelineId: string) => GitPort> {
  const { config, integrations, credentials, logger } = options;
  const { cacheDirectory, insecureHosts, ...configured } =
    readGitConfig(config);
  const limits = {
    ...defaultGitLimits,
    ...configured.limits,
    ...options.limits,
  };
  const { settingsOf, workTrees } = readGitSettings(config);
  const signer = createSigner(readSigningKeys(config));
  const { problem } = await (options.find ?? findGit)();
  if (problem && workTrees.includes('git')) {
    throw new InputError(
      `"waybill.git" asks for work trees of the git program, and ${problem}`,
    );
  }
  if (problem) {
    logger.warn(
      `Git is asked through GitHub's API alone, since ${problem}: repositories elsewhere, and Git subscriptions of Warehouses, cannot be used`,
    );
  }
  const onGithub = (host: string) =>
    integrations.github.byHost(host) !== undefined;

  return pipelineId => {
    async function connect(repoURL: string): Promise<GithubRepository> {
      const { href, key } = repositoryUrl(repoURL);
      const url = new URL(href);
      const connection = await connectGithub({
        repoURL: url,
        integrations,
        credential: () =>
          credentials.find({ kind: 'host-api', url: href, pipelineId }),
        logger,
        answerWithinMs: limits.requestTimeoutMs,
      });
      if (!connection) {
        throw new InputError(
          `${url.host} is no host of integrations.github, so its API cannot be asked`,
        );
      }
      return createGithubRepository(connection, key);
    }
    const common = { limits, signer, settings: settingsOf };
    const ports = {
      git: createGit({
        ...common,
        cacheDirectory,
        credentials,
        logger,
        pipelineId,
        insecureHosts,
        verifiedPush: repoURL =>
          onGithub(new URL(repositoryUrl(repoURL).href).host)
            ? (made, request) =>
                createGithubRemote({
                  connect: () => connect(repoURL),
                  fileBytes: limits.fileBytes,
                }).push(made, request)
            : undefined,
      }),
      'github-api': createGithubGit({ ...common, connect }),
    };
    return routeGit(repoURL => {
      const { host } = new URL(repositoryUrl(repoURL).href);
      const { workTree } = settingsOf(repoURL);
      return ports[
        chooseWorkTree(host, workTree, { problem, onGithub: onGithub(host) })
      ];
    });
  };
}
