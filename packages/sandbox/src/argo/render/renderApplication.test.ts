import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { runGit } from '../../git/runGit';
import { Application, ApplicationSource } from '../Application';
import { overrideImage, parseImageOverride } from './overrideImage';
import { imagesOf } from './podSpecs';
import { renderApplication } from './renderApplication';

const REPO = 'https://git.example.com/r.git';
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  template:
    spec:
      initContainers: [{ name: init, image: busybox }]
      containers:
        - { name: web, image: "nginx:1.0" }
`;

describe('renderApplication', () => {
  let repository: string;

  beforeAll(async () => {
    repository = mkdtempSync(join(tmpdir(), 'render-'));
    await runGit(repository, ['init', '-q', '--bare', '-b', 'main']);
    const files: Record<string, string> = {
      'plain/deployment.yaml': DEPLOYMENT,
      'plain/README.md': 'not a manifest',
      'base/deployment.yaml': DEPLOYMENT,
      'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
      'overlay/kustomization.yaml': `resources: [../base]
namespace: prod
namePrefix: my-
commonLabels: { team: a }
images:
- { name: nginx, newName: example.com/nginx, newTag: "2.0" }
- { name: busybox, digest: "sha256:${'a'.repeat(64)}" }
replicas: [{ name: web, count: 3 }]
patches:
- patch: |-
    kind: Deployment
    metadata: { name: web }
    spec: { template: { spec: { containers: [{ name: web, tty: true }] } } }
- target: { kind: Deployment }
  patch: |-
    - { op: add, path: /spec/paused, value: true }
`,
      'clever/kustomization.yaml': 'helmCharts: []\n',
      'climbing/kustomization.yaml': 'resources: [../../etc]\n',
      'chart/Chart.yaml': 'name: guestbook\nversion: 1.0.0\n',
      'chart/values.yaml': 'image: { repository: app, tag: "1" }\nport: 80\n',
      'chart/values-prod.yaml': 'image: { tag: "2" }\n',
      'chart/templates/_helpers.tpl': '{{ define "x" }}',
      'chart/templates/all.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
  labels: { port: {{ .Values.port | quote }}, zone: {{ .Values.zone | default "a" }} }
spec:
  containers:
    - name: app
      image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
`,
      'loop/Chart.yaml': 'name: loop\n',
      'loop/templates/a.yaml': '{{ range .Values.list }}{{ end }}',
      'values/prod.yaml': 'image: { tag: "from-ref" }\n',
    };
    const input = [
      'commit refs/heads/main',
      'committer a <a@example.com> now',
      'data 1\nx',
      ...Object.entries(files).map(
        ([path, text]) =>
          `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}`,
      ),
      '',
    ].join('\n');
    await runGit(repository, ['fast-import', '--quiet', '--date-format=now'], {
      input,
    });
  });
  afterAll(() => rmSync(repository, { recursive: true, force: true }));

  const render = async (...sources: Partial<ApplicationSource>[]) =>
    renderApplication(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'app', namespace: 'argocd' },
        spec: {
          project: 'default',
          destination: { namespace: 'dev' },
          sources: sources.map(source => ({ repoURL: REPO, ...source })),
        },
      } as Application,
      url => (url === REPO ? repository : undefined),
    );
  const images = async (...sources: Partial<ApplicationSource>[]) =>
    imagesOf((await render(...sources)).objects);

  it('takes manifests as they are, into the destination namespace', async () => {
    const { objects, sourceTypes, revisions } = await render({ path: 'plain' });
    expect(objects.map(({ metadata }) => metadata)).toEqual([
      { name: 'web', namespace: 'dev' },
    ]);
    expect(sourceTypes).toEqual(['Directory']);
    expect(revisions).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)]);
  });

  it('builds a kustomize overlay', async () => {
    const { objects } = await render({ path: './overlay/' });
    expect(objects).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: 'my-web',
          namespace: 'prod',
          labels: { team: 'a' },
        },
        spec: {
          replicas: 3,
          paused: true,
          template: {
            spec: {
              initContainers: [
                { name: 'init', image: `busybox@sha256:${'a'.repeat(64)}` },
              ],
              containers: [
                { name: 'web', image: 'example.com/nginx:2.0', tty: true },
              ],
            },
          },
        },
      },
    ]);
    expect(
      await images({
        path: 'overlay',
        kustomize: { images: ['example.com/nginx:3.0'] },
      }),
    ).toContain('example.com/nginx:3.0');
  });

  it('renders a chart with values from files, parameters and another source', async () => {
    const { objects } = await render({ path: 'chart' });
    expect(objects[0].metadata).toMatchObject({
      name: 'app-guestbook',
      labels: { port: '80', zone: 'a' },
    });
    expect(await images({ path: 'chart' })).toEqual(['app:1']);
    const valueFiles = ['values-prod.yaml'];
    expect(await images({ path: 'chart', helm: { valueFiles } })).toEqual([
      'app:2',
    ]);
    const parameters = [{ name: 'image.tag', value: '3' }];
    expect(
      await images({ path: 'chart', helm: { valueFiles, parameters } }),
    ).toEqual(['app:3']);
    expect(
      await images(
        { path: 'chart', helm: { valueFiles: ['$vars/values/prod.yaml'] } },
        { ref: 'vars' },
      ),
    ).toEqual(['app:from-ref']);
  });

  it.each<[string, Partial<ApplicationSource>, RegExp]>([
    ['a path that is not there', { path: 'nope' }, /app path does not exist/],
    [
      'a revision that is not there',
      { path: 'plain', targetRevision: 'v9' },
      /unable to resolve 'v9' to a commit SHA/,
    ],
    [
      'a revision that looks like an option',
      { path: 'plain', targetRevision: '--all' },
      /unable to resolve '--all'/,
    ],
    ['an unknown repository', { repoURL: 'x', path: 'a' }, /not found: x/],
    ['a chart repository', { chart: 'redis' }, /does not serve/],
    ['what it cannot build', { path: 'clever' }, /not understood.*helmCharts/s],
    ['a path out of the repository', { path: 'climbing' }, /leaves the repo/],
    ['a template that is too clever', { path: 'loop' }, /range \.Values\.list/],
  ])('refuses %s', async (_, source, message) => {
    await expect(render(source)).rejects.toThrow(message);
  });
});

describe('overrideImage', () => {
  it.each([
    ['nginx:1', 'nginx:2', 'nginx:2'],
    ['host:5000/nginx:1', 'host:5000/nginx:2', 'host:5000/nginx:2'],
    ['nginx:1', 'nginx=other/nginx:2', 'other/nginx:2'],
    ['nginx:1', 'nginx=other/nginx', 'other/nginx:1'],
    ['nginx:1', 'nginx@sha256:ab', 'nginx@sha256:ab'],
    ['nginx@sha256:ab', 'nginx:2', 'nginx:2'],
    ['redis:1', 'nginx:2', 'redis:1'],
  ])('%s with %s is %s', (image, override, expected) => {
    expect(overrideImage(image, parseImageOverride(override))).toBe(expected);
  });
});
