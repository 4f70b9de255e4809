import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createRepository,
  findRepository,
  Chart,
  pushChart,
  pushImage,
  startArgo,
  startChartRepository,
  startForge,
  startRegistry,
} from '@waybill/sandbox';
import { JsonObject } from '@backstage/types';
import { commitFiles } from '../../git/testing/commitFiles';
import { git } from '../../git/testing/git';

type Application = Parameters<
  Awaited<ReturnType<typeof startArgo>>['createApplication']
>[0];

export type Servers = Awaited<ReturnType<typeof startServers>>;

/** A Git server (`git http-backend`) with GitHub's API, an image registry and Argo CD's controller, and what came to be in them. */
export async function startServers() {
  const directory = await mkdtemp(join(tmpdir(), 'waybill-world-'));
  const repositories = join(directory, 'git');
  const folderOf = (name: string) => {
    const found = findRepository(repositories, { owner: 'acme', name });
    if (!found) {
      throw new Error(`There is no repository acme/${name}`);
    }
    return found;
  };
  const forge = await startForge({ directory, gitPort: 0, githubPort: 0 });
  const registry = await startRegistry({
    directory: join(directory, 'registry'),
    port: 0,
  });
  const charts = await startChartRepository({ port: 0 });
  const argo = await startArgo({
    directory: join(directory, 'argo'),
    port: 0,
    delays: { compare: 10, sync: 50, progress: 50, refresh: 1_000 },
    resolveRepository: url =>
      url.startsWith(`${forge.git.url}/acme/`)
        ? folderOf(new URL(url).pathname.split('/')[2].replace(/\.git$/, ''))
        : undefined,
  });

  return {
    gitUrl: forge.git.url,
    githubUrl: forge.github.url,
    registryUrl: registry.url,
    argoUrl: argo.url,
    chartsUrl: charts.url,
    cacheDirectory: join(directory, 'cache'),
    /** With one commit on main. */
    async repository(name: string, files: Record<string, string>) {
      await createRepository(repositories, { owner: 'acme', name });
      await commitFiles(folderOf(name), { files, message: 'start' });
    },
    async image(repository: string, tag: string) {
      await pushImage({ registryUrl: registry.url, repository, tag });
    },
    /** In the folder `charts` of the registry. */
    async ociChart(chart: Chart) {
      await pushChart({ registryUrl: registry.url, folder: 'charts', chart });
    },
    /** In the repository with an index. */
    chart: charts.publish,
    /** Somebody else's commit. */
    async commit(name: string, files: Record<string, string>) {
      return commitFiles(folderOf(name), { files, message: 'by a person' });
    },
    /** Plain git in the repository on the server. */
    git: (name: string, ...args: string[]) => git(folderOf(name), ...args),
    async file(name: string, branch: string, file: string) {
      return git(folderOf(name), 'show', `${branch}:${file}`);
    },
    /** Which Promotion made each commit of a branch, newest first; empty: a person. */
    async promotionsOn(name: string, branch = 'main'): Promise<string[]> {
      const log = await git(
        folderOf(name),
        'log',
        '--first-parent',
        '--format=%(trailers:key=Waybill-Promotion,valueonly,separator=%x2C).',
        branch,
      );
      return log.split('\n').map(line => line.replace(/\.$/, ''));
    },
    /** An Application that the Stage may operate, named after both. */
    application(entity: string, stage: string, spec: object) {
      const name = `${entity}-${stage}`;
      argo.createApplication({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name,
          namespace: 'argocd',
          annotations: {
            'waybill/authorized-stage': `component:default/${entity}:${stage}`,
          },
        },
        spec: {
          project: 'default',
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: name,
          },
          ...spec,
        },
      } as Application);
    },
    /** Any object in Kubernetes, as its administrator makes it. */
    apply: argo.apply,
    setArgoFault: argo.setFault,
    /** An object of Rollouts, read as anybody may. */
    async rollouts(namespace: string, plural: string, name: string) {
      const response = await fetch(
        `${argo.url}/apis/argoproj.io/v1alpha1/namespaces/${namespace}/${plural}/${name}`,
      );
      return (await response.json()) as JsonObject;
    },
    async synced(name: string): Promise<string[]> {
      const response = await fetch(
        `${argo.url}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}`,
      );
      const { status } = (await response.json()) as {
        status: { sync: { revision?: string; revisions?: string[] } };
      };
      return status.sync.revisions ?? [status.sync.revision ?? ''];
    },
    /** Merges a pull request, as somebody would on the host's page. */
    async merge(name: string, number: number) {
      const response = await fetch(
        `${forge.github.url}/api/v3/repos/acme/${name}/pulls/${number}/merge`,
        {
          method: 'PUT',
          headers: {
            authorization: 'token sandbox-token',
            'content-type': 'application/json',
          },
          body: '{}',
        },
      );
      expect(response.status).toBe(200);
    },
    async stop() {
      await argo.close();
      await registry.close();
      await charts.close();
      await forge.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
