import { execFile } from 'child_process';
import { mkdtemp, mkdir, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import {
  ApplicationUpdate,
  GitPort,
} from '@waybill/backstage-plugin-waybill-node';
import { Argo, runGit, startArgo } from '@waybill/sandbox';
import { createArgo } from '../createArgo';

const run = promisify(execFile);

export const REPO_URL = 'https://git.example.com/acme/storefront-config.git';
export const APPLICATION = { namespace: 'argocd', name: 'storefront-dev' };

/** The sandbox's Argo CD with one repository and one Application, and Waybill's ports to it. */
export interface ArgoWorld extends ReturnType<typeof createArgo> {
  sandbox: Argo;
  git: GitPort;
  /** Commits these files to main. */
  commit(files: Record<string, string>): Promise<string>;
  /** Syncs, and again when the controller was quicker. */
  sync(update: ApplicationUpdate): Promise<void>;
  /** Stops Argo CD and starts it again at the same place. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startArgoWorld(): Promise<ArgoWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'argo-world-'));
  const repository = join(directory, 'repo.git');
  await mkdir(repository);
  await runGit(repository, ['init', '-q', '--bare', '-b', 'main']);
  const start = (port: number) =>
    startArgo({
      directory: join(directory, 'state'),
      port,
      token: 'sandbox-token',
      resolveRepository: url => (url === REPO_URL ? repository : undefined),
      delays: { compare: 20, sync: 50, progress: 300, refresh: 600_000 },
    });
  const sandbox = await start(0);
  sandbox.createApplication({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { ...APPLICATION },
    spec: {
      project: 'default',
      destination: { namespace: 'dev', name: 'in-cluster' },
      source: { repoURL: REPO_URL, path: 'dev', targetRevision: 'main' },
      syncPolicy: {
        syncOptions: ['CreateNamespace=true'],
        retry: { limit: 2 },
      },
    },
  });
  const config = mockServices.rootConfig({
    data: {
      waybill: {
        argocd: {
          instances: [
            {
              name: 'sandbox',
              kubernetes: { server: sandbox.url, token: 'sandbox-token' },
            },
          ],
        },
      },
    },
  });
  const world: ArgoWorld = {
    ...createArgo({ config, logger: mockServices.logger.mock() }),
    sandbox,
    git: readingGit(repository),
    commit: files => commit(repository, files),
    async sync(update) {
      const { signal } = new AbortController();
      for (;;) {
        const application = await world.argo.get(APPLICATION, signal);
        try {
          await world.argo.sync(APPLICATION, application!, update, signal);
          return;
        } catch (error) {
          if (!(error instanceof ConflictError)) {
            throw error;
          }
        }
      }
    },
    async restart() {
      const { port } = world.sandbox;
      await world.sandbox.close();
      world.sandbox = await start(port);
    },
    async stop() {
      await world.watch.stop();
      await world.sandbox.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return world;
}

/** A workload with this image, in a folder. */
export function deployment(folder: string, tag: string) {
  return {
    [`${folder}/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - { name: web, image: "registry.example.com/nginx:${tag}" }
`,
  };
}

async function commit(repository: string, files: Record<string, string>) {
  const line = async (...args: string[]) =>
    (await runGit(repository, args)).toString().trim();
  const head = await line('rev-parse', '-q', '--verify', 'main').catch(
    () => '',
  );
  const input = [
    'commit refs/heads/main',
    'committer a <a@example.com> now',
    'data 1\nx',
    ...(head ? [`from ${head}`] : []),
    ...Object.entries(files).map(
      ([path, text]) =>
        `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}`,
    ),
    '',
  ].join('\n');
  await runGit(repository, ['fast-import', '--quiet', '--date-format=now'], {
    input,
  });
  return line('rev-parse', 'main');
}

/** Git's own answers about the repository on this disk; nothing here opens a tree. */
function readingGit(repository: string): GitPort {
  const git = (...args: string[]) => run('git', args, { cwd: repository });
  const notHere = () => {
    throw new Error('only history is read here');
  };
  return {
    open: notHere,
    resolve: notHere,
    pushRules: notHere,
    inTurn: notHere,
    findByTrailer: notHere,
    contains: ({ ancestor, descendant }) =>
      git('merge-base', '--is-ancestor', ancestor, descendant).then(
        () => true,
        () => false,
      ),
    changedPaths: async ({ from, to }) =>
      (await git('diff', '--name-only', from, to)).stdout
        .split('\n')
        .filter(Boolean),
  };
}
