import { join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import { startArgo } from './argo';
import { createConsole } from './control/createConsole';
import { SandboxParts } from './control/SandboxParts';
import { findRepository, parseRepositoryName } from './git/repositories';
import { startForge } from './github/startForge';
import { startRegistry } from './registry';
import { hasImage } from './seed/hasImage';
import { seedAnalyses } from './seed/seedAnalyses';
import { seedApplications } from './seed/seedApplications';
import { seedGit } from './seed/seedGit';
import { seedImages } from './seed/seedImages';

export interface SandboxOptions {
  /** All that the sandbox holds; another process must not use it at the same time. */
  directory: string;
  /** 0: any free one. */
  ports: { registry: number; git: number; argo: number; github: number };
  /** A registry to use instead of one of the sandbox's; it gets no images. */
  registryUrl?: string;
}

export interface Sandbox extends SandboxParts {
  urls: { registry: string; git: string; argo: string; github: string };
  close(): Promise<void>;
}

/** The example company's images are named after a registry that is not there; this one answers for it. */
const REGISTRY_HOST = 'registry.example.com/';

/** Asks the registry whether an image of a workload can be pulled; undefined: it did not say, or is not asked. */
async function imageExists(
  registryUrl: string,
  image: string,
): Promise<boolean | undefined> {
  if (!image.startsWith(REGISTRY_HOST)) {
    return undefined;
  }
  const [, repository, tag] =
    /^([^@]+?)(?::([^:/@]+))?(?:@.*)?$/.exec(
      image.slice(REGISTRY_HOST.length),
    ) ?? [];
  try {
    return await hasImage({ registryUrl, repository, tag: tag ?? 'latest' });
  } catch {
    return undefined;
  }
}

/** Starts every server, fills them with the example company, and returns when all of them answer. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { directory, ports } = options;
  const gitDirectory = join(directory, 'git');
  const running: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const server of running.reverse()) {
      await server.close();
    }
  };
  let parts: SandboxParts | undefined;
  const consoleParts = () => {
    if (!parts) {
      throw new ServiceUnavailableError('the sandbox is still starting');
    }
    return parts;
  };
  try {
    const registry = options.registryUrl
      ? undefined
      : await startRegistry({
          directory: join(directory, 'registry'),
          port: ports.registry,
        });
    if (registry) {
      running.push(registry);
    }
    const registryUrl = (options.registryUrl ?? registry!.url).replace(
      /\/$/,
      '',
    );
    await seedGit(gitDirectory);
    const forge = await startForge({
      directory,
      gitPort: ports.git,
      githubPort: ports.github,
      console: createConsole(consoleParts),
    });
    running.push(forge);
    if (registry) {
      await seedImages(registry.url, {
        directory: gitDirectory,
        gitUrl: forge.git.url,
      });
    }
    const argo = await startArgo({
      directory: join(directory, 'argo'),
      port: ports.argo,
      imageExists: image => imageExists(registryUrl, image),
      resolveRepository: url =>
        resolveRepository(gitDirectory, forge.git.port, url),
    });
    running.push(argo);
    await seedApplications(argo, forge.git.url);
    seedAnalyses(argo);
    parts = { forge, argo, registry, registryUrl };
    return {
      ...parts,
      urls: {
        registry: registryUrl,
        git: forge.git.url,
        argo: argo.url,
        github: forge.github.url,
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where a repository of the sandbox's own Git server is on this disk. */
function resolveRepository(
  directory: string,
  port: number,
  repoURL: string,
): string | undefined {
  const url = URL.canParse(repoURL) ? new URL(repoURL) : undefined;
  if (
    !url ||
    !['localhost', '127.0.0.1'].includes(url.hostname) ||
    url.port !== String(port)
  ) {
    return undefined;
  }
  const name = parseRepositoryName(url.pathname.slice(1).replace(/\/$/, ''));
  return name && findRepository(directory, name);
}
