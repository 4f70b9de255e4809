import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { createFakeTools } from '../testing/FakeTools';
import { describeWithTool } from '../testing/describeWithTool';
import { fileWorld } from '../testing/fileWorld';
import { renderStep } from '../testing/renderStep';
import { workspaceOf } from '../testing/workspaceOf';
import { kustomizeBuild } from './kustomizeBuild';

/** Enough to climb from anywhere to the top of the disk. */
const UP = '../'.repeat(30);

const CHART = {
  'app/charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'app/charts/web/values.yaml': '{}',
  'app/charts/web/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: {{ .Values.secret | quote }}\n',
};

async function build(
  tools: ToolsPort,
  files: Record<string, string>,
  config: JsonObject = {},
) {
  const workspace = await workspaceOf(files);
  await renderStep(kustomizeBuild, {
    workspace,
    tools,
    config: { path: 'app', outPath: 'out/all.yaml', ...config },
  });
  return workspace;
}

describe('what kustomize-build is given by somebody who wants more than a build', () => {
  let outside: string;
  beforeEach(async () => {
    // In small letters, as Kustomize's names of files are.
    outside = join(tmpdir(), `waybill-outside-${randomUUID()}`);
    await mkdir(outside);
  });
  afterEach(() => rm(outside, { recursive: true, force: true }));

  describeWithTool('kustomize', 'with the real program', tools => {
    it('writes no file where the name of a resource leads', async () => {
      const name = `x/${UP}${outside.slice(1)}/pwned`;
      await expect(
        build(
          tools(),
          {
            'app/kustomization.yaml': 'resources: [a.yaml]',
            'app/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${name}" }\n`,
          },
          { outPath: 'out', outputFormat: 'kustomize' },
        ),
      ).rejects.toThrow(
        /^ConfigMap ".*" cannot be written to a file of its own: expected a name, a namespace and a kind that are plain texts without "\/", found "x\//,
      );
      expect(await readdir(outside)).toEqual([]);
    });

    it.each([
      ['a folder of generators', 'generators: [./g]'],
      ['a list of generators', 'generators: [list.yaml]'],
      ['a generator in one line', 'generators: [INLINE]'],
      ['a tag', 'configMapGenerator: [{ name: b, files: [!!binary BASE64] }]'],
      [
        'what is merged',
        'configMapGenerator: [{ name: b, files: [../common/a], <<: { files: [SECRET] } }]',
      ],
      [
        'a line break',
        'configMapGenerator: [{ name: b, files: ["k=x\\n/UP/SECRET"] }]',
      ],
      ['a link', 'resources: [d/d/d/d/d/d/d/d/link]'],
    ])('reads nothing of this machine by %s', async (_, more) => {
      const secret = join(outside, 'token');
      await writeFile(secret, 'hunter2');
      const generator = {
        apiVersion: 'builtin',
        kind: 'ConfigMapGenerator',
        ...{ metadata: { name: 'x' }, files: [`k=${secret}`] },
      };
      const kustomization = more
        .replace('INLINE', `'${JSON.stringify(generator)}'`)
        .replace('BASE64', Buffer.from(secret).toString('base64'))
        .replace('/UP/SECRET', `/${UP}${secret.slice(1)}`)
        .replace('SECRET', secret);
      const { workspace, put } = fileWorld();
      await put({
        // What is elsewhere in the workspace has Kustomize look anywhere.
        'src/app/kustomization.yaml': `resources: [../switch]\n`,
        'src/switch/kustomization.yaml':
          'resources: [../victim]\nconfigMapGenerator: [{ name: s, files: [../common/a] }]\n',
        'src/common/a': 'a',
        'src/victim/kustomization.yaml': kustomization,
        'src/victim/g/kustomization.yaml': 'resources: [gen.yaml]',
        'src/victim/g/gen.yaml': JSON.stringify(generator),
        'src/victim/list.yaml': JSON.stringify({
          ...{ apiVersion: 'v1', kind: 'List', items: [generator] },
        }),
        '@src/victim/d/d/d/d/d/d/d/d/link': `${'../'.repeat(9)}shallow`,
        'src/shallow/kustomization.yaml': `configMapGenerator: [{ name: c, files: [k=${'../'.repeat(
          7,
        )}${secret.slice(1)}] }]`,
      });
      const built = renderStep(kustomizeBuild, {
        ...{ workspace, tools: tools() },
        config: { path: 'src/app', outPath: 'out/all.yaml' },
      });
      await expect(built).rejects.toThrow(
        /^(?!kustomize ended)("src\/(victim|shallow)\/)/,
      );
    });

    it('takes a path for no option, whatever it begins with', async () => {
      const target = join(outside, 'pwned.yaml');
      const path = `--output=${target}`;
      await expect(
        build(
          tools(),
          {
            'kustomization.yaml': 'resources: [a.yaml]',
            'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }',
            [`${path}/kustomization.yaml`]: `resources: [${'../'.repeat(
              path.split('/').length,
            )}]`,
          },
          { path },
        ),
      ).rejects.toThrow(/kustomize ended with 1/);
      expect(existsSync(target)).toBe(false);
    });
  });

  it.each([
    'metadata: { name: "x/../../y" }',
    'metadata: { name: "a", namespace: "../../y" }',
    'metadata: { name: !!binary Li4vLi4veQ== }',
    'metadata: { name: a, namespace: [../../y] }',
    'metadata: {}',
  ])('has no file written before it is known where: %s', async metadata => {
    const tools = createFakeTools({
      kustomize: () => `apiVersion: v1\nkind: ConfigMap\n${metadata}\n`,
    });
    await expect(
      build(
        tools,
        { 'app/kustomization.yaml': '' },
        { outPath: 'out', outputFormat: 'kustomize' },
      ),
    ).rejects.toThrow('cannot be written to a file of its own');
    expect(tools.runs.map(({ args }) => args)).toEqual([['build', './app']]);
  });

  it('inflates no chart beside what is fetched, which could name anything', async () => {
    const tools = createFakeTools(
      { kustomize: () => '', helm: () => '' },
      true,
    );
    await expect(
      build(tools, {
        'app/kustomization.yaml':
          'resources: ["https://git.example.com/base.git"]\nhelmCharts: [{ name: web }]',
        ...CHART,
      }),
    ).rejects.toThrow(
      'is built on what is fetched from the network, and Helm charts are inflated in the same build',
    );
    expect(tools.runs).toEqual([]);
  });

  it('names the files of charts, which may be other ones each time, after what they were the first time', async () => {
    const tools = createFakeTools({
      kustomize: () => 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
      helm: () => '',
    });
    await build(
      tools,
      {
        'app/kustomization.yaml': 'helmCharts: [{ name: web }]',
        ...CHART,
      },
      { outPath: 'out', outputFormat: 'kustomize' },
    );
    const [first, second] = tools.runs;
    expect(first.args).toContain('--enable-helm');
    expect(second.args).not.toContain('--enable-helm');
    expect(second.directory).not.toBe(first.directory);
  });

  it.each([
    [
      'the release',
      'name: web, nameTemplate: x, releaseName: "--post-renderer=/bin/sh"',
      'releaseName is "--post-renderer=/bin/sh"; expected a name that does not begin with "-"',
    ],
    ['the name', 'name: "../web"', 'name is "../web"; expected letters'],
    [
      'the name, as an option',
      'name: "--plain-http"',
      'name is "--plain-http"',
    ],
    [
      'the version',
      'name: web, repo: "https://e.example", version: "/../../x"',
      'version is "/../../x"',
    ],
    [
      'the settings',
      'name: web, configHome: /tmp',
      'configHome is "/tmp"; expected none',
    ],
    [
      'its values files',
      'name: web, additionalValuesFiles: ["x,/etc/passwd"]',
      'additionalValuesFiles is "x,/etc/passwd"; expected paths without commas',
    ],
  ])(
    'makes no option, list or path of a chart: %s',
    async (_, chart, message) => {
      const tools = createFakeTools({ kustomize: () => '', helm: () => '' });
      for (const text of [
        `helmCharts: [{ ${chart} }]`,
        `generators:\n- |\n  { kind: HelmChartInflationGenerator, ${chart} }`,
      ]) {
        await expect(
          build(tools, { 'app/kustomization.yaml': text, ...CHART }),
        ).rejects.toThrow(message);
      }
      expect(tools.runs).toEqual([]);
    },
  );
});
