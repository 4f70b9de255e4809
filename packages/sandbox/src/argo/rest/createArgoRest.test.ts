import { mkdir, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { runGit } from '../../git/runGit';
import { Argo, startArgo } from '../startArgo';

const REPO = 'https://git.example.com/acme/config.git';
const MANIFESTS = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  template: { spec: { containers: [{ name: web, image: nginx }] } }
---
apiVersion: v1
kind: Secret
metadata: { name: key }
data: { password: aHVudGVyMg== }
`;

describe("the sandbox's REST API of Argo CD", () => {
  let directory: string;
  let repository: string;
  let argo: Argo;

  /** Has it compared what Git says now. */
  async function refresh() {
    const head = (await runGit(repository, ['rev-parse', 'main']))
      .toString()
      .trim();
    argo.createApplication({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'shop',
        namespace: 'argocd',
        annotations: { 'argocd.argoproj.io/refresh': 'normal' },
      },
    });
    await until(
      async () => (await ask('shop')).body.status.sync.revision === head,
    );
  }

  async function ask(path: string, token = 'let-me-in', method = 'GET') {
    const response = await fetch(`${argo.url}/api/v1/applications/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: await response.json() };
  }

  const resources = async (): Promise<Record<string, string>[]> => {
    const { body } = await ask('shop/managed-resources');
    return body.items;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'argo-rest-'));
    repository = join(directory, 'repo.git');
    await mkdir(repository);
    await runGit(repository, ['init', '-q', '--bare', '-b', 'main']);
    await commit(1);
    argo = await startArgo({
      directory: join(directory, 'state'),
      port: 0,
      token: 'let-me-in',
      resolveRepository: url => (url === REPO ? repository : undefined),
      delays: { compare: 10, sync: 20, progress: 50, refresh: 60_000 },
    });
    argo.createApplication({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'shop', namespace: 'argocd' },
      operation: { sync: {} },
      spec: {
        project: 'shops',
        destination: { namespace: 'shop', name: 'in-cluster' },
        source: { repoURL: REPO, path: 'shop', targetRevision: 'main' },
      },
    });
    await until(async () => (await resources()).every(one => !one.modified));
  });
  afterAll(async () => {
    await argo.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function commit(replicas: number) {
    const text = MANIFESTS(replicas);
    await runGit(repository, ['fast-import', '--quiet', '--force'], {
      input: `commit refs/heads/main\ncommitter a <a@example.com> ${
        1767225600 + replicas
      } +0000\ndata 1\nx\nM 100644 inline shop/a.yaml\ndata ${Buffer.byteLength(
        text,
      )}\n${text}\n`,
    });
  }

  async function until(test: () => Promise<boolean>) {
    for (let tries = 0; !(await test()); tries += 1) {
      if (tries > 200) {
        throw new Error('never');
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  it('tells of each resource how it is and how it should be, with what a cluster adds', async () => {
    expect(await resources()).toMatchObject([
      { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' },
      { group: '', kind: 'Secret', namespace: 'shop', name: 'key' },
    ]);
    await commit(3);
    expect((await resources())[0].modified).toBeUndefined();
    await refresh();
    const [web] = await resources();
    expect(web.modified).toBe(true);
    expect(JSON.parse(web.normalizedLiveState).spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
    });
    expect(JSON.parse(web.predictedLiveState).spec).toMatchObject({
      replicas: 3,
      revisionHistoryLimit: 10,
    });
    expect(JSON.parse(web.targetState).spec.revisionHistoryLimit).toBe(
      undefined,
    );
  });

  it('masks what is in Secrets, unless it is told not to', async () => {
    expect(JSON.stringify(await resources())).not.toContain('aHVudGVyMg');
    argo.setFault('rest-unmasked', true);
    expect(JSON.stringify(await resources())).toContain('aHVudGVyMg');
    argo.setFault('rest-unmasked', false);
  });

  it('shows somebody who scales past Git', async () => {
    await commit(1);
    await refresh();
    expect((await resources())[0].modified).toBeUndefined();
    argo.scaleApplication('shop');
    const [web] = await resources();
    expect(JSON.parse(web.normalizedLiveState).spec.replicas).toBe(2);
    expect(web.modified).toBe(true);
  });

  it('renders any revision that is there', async () => {
    const { body } = await ask('shop/manifests?revision=main');
    expect(JSON.parse(body.manifests[0])).toMatchObject({ kind: 'Deployment' });
    expect((await ask('shop/manifests?revision=nowhere')).status).toBe(400);
  });

  it('tells what is missing from what is forbidden only where the project is named', async () => {
    expect((await ask('gone?project=shops')).status).toBe(404);
    expect((await ask('gone')).status).toBe(403);
    expect((await ask('shop?project=others')).status).toBe(404);
    expect((await ask('shop?project=shops')).status).toBe(200);
  });

  it('reads only, for who has the token', async () => {
    expect((await ask('shop/sync', 'let-me-in', 'POST')).status).toBe(501);
    expect((await ask('shop', 'guess')).status).toBe(401);
  });

  it('has bad days', async () => {
    argo.setFault('rest-500', 1, 'shop');
    expect(await ask('shop/managed-resources')).toMatchObject({
      status: 500,
      body: { code: 13 },
    });
    argo.setFault('rest-garbled', true, 'shop');
    expect((await resources())[0].normalizedLiveState).toBe('{"kind": ');
    argo.setFault('rest-garbled', false, 'shop');
  });
});
