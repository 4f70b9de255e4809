import { fullName, listRepositories } from '../git/repositories';
import { listPullRequests } from '../github/pulls/readPullRequest';
import { faultServers } from './faultServers';
import { SandboxParts } from './SandboxParts';

interface ApplicationState {
  name: string;
  broken?: boolean;
  sync?: string;
  health?: string;
  images: string[];
}

/** What the sandbox holds now, for its page and for `GET /_control/state`. */
export async function readState(parts: SandboxParts) {
  const { forge, argo } = parts;
  const places = { directory: forge.git.directory, pulls: forge.pulls };
  const names = await listRepositories(places.directory);
  const repositories = await Promise.all(
    names.map(async name => ({
      name: fullName(name),
      url: `${forge.git.url}/${fullName(name)}`,
      pulls: (
        await listPullRequests(places, name)
      )
        .filter(pull => pull.state === 'open')
        .map(({ number, title, head, base }) => ({
          number,
          title,
          head,
          base,
        })),
    })),
  );
  return {
    urls: {
      registry: parts.registryUrl,
      git: forge.git.url,
      argo: argo.url,
      github: forge.github.url,
    },
    repositories,
    applications: await readApplications(argo.url),
    faults: Object.fromEntries(
      Object.entries(faultServers(parts)).map(
        ([server, { known, scopes, active }]) => [
          server,
          { known, scopes, active: active() },
        ],
      ),
    ),
  };
}

export type SandboxState = Awaited<ReturnType<typeof readState>>;

async function readApplications(argoUrl: string): Promise<ApplicationState[]> {
  const response = await fetch(`${argoUrl}/_control/state`, {
    signal: AbortSignal.timeout(5_000),
  });
  const { applications } = (await response.json()) as {
    applications: ApplicationState[];
  };
  return applications.sort((a, b) => a.name.localeCompare(b.name));
}
