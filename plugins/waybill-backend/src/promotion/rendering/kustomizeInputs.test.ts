import { workspaceOf } from '../testing/workspaceOf';
import { kustomizeInputs } from './kustomizeInputs';

const inputs = async (
  files: Record<string, string>,
  path = 'src/overlays/prod',
) => kustomizeInputs(await workspaceOf(files), path);

describe('what a kustomization reads', () => {
  it('is its own folder and those it is built on, over any number of steps', async () => {
    const found = await inputs({
      'src/overlays/prod/kustomization.yaml':
        'resources: [../eu]\ncomponents: [../../parts/tls]',
      'src/overlays/eu/kustomization.yml': 'bases: [../../base]',
      'src/base/Kustomization': 'resources: [deployment.yaml]',
      'src/base/deployment.yaml': 'kind: Deployment',
      'src/parts/tls/kustomization.yaml': 'kind: Component',
      'src/elsewhere/large.bin': 'not read',
    });
    expect(found).toEqual({
      paths: [
        'src/base',
        'src/base/deployment.yaml',
        'src/overlays/eu',
        'src/overlays/prod',
        'src/parts/tls',
      ],
      remote: [],
      loadsFromOutside: false,
      usesHelm: false,
      loadsUnseen: false,
    });
  });

  it('may stand at the top of everything', async () => {
    const found = await inputs(
      {
        'kustomization.yaml': 'resources: [src/base, a.yaml]',
        'src/base/kustomization.yaml': '',
      },
      '.',
    );
    expect(found.paths).toEqual(['', 'a.yaml', 'src/base']);
  });

  it('ends where kustomizations name each other', async () => {
    const found = await inputs({
      'src/overlays/prod/kustomization.yaml': 'resources: [../eu]',
      'src/overlays/eu/kustomization.yaml': 'resources: [../prod]',
    });
    expect(found.paths).toEqual(['src/overlays/eu', 'src/overlays/prod']);
  });

  it.each([
    ['resources', 'resources: [../../common/a.yaml]'],
    ['crds', 'crds: [../../common/a.yaml]'],
    ['patches', 'patches: [{ path: ../../common/a.yaml }]'],
    ['old patches', 'patchesStrategicMerge: [../../common/a.yaml]'],
    ['JSON patches', 'patchesJson6902: [{ path: ../../common/a.yaml }]'],
    ['replacements', 'replacements: [{ path: ../../common/a.yaml }]'],
    ['files', 'configMapGenerator: [{ files: [key=../../common/a.yaml] }]'],
    ['env files', 'secretGenerator: [{ envs: [../../common/a.yaml] }]'],
    ['a schema', 'openapi: { path: ../../common/a.yaml }'],
    ['a generator', 'generators: [../../common/a.yaml]'],
    [
      'merged',
      'x: &a { files: [../../common/a.yaml] }\nconfigMapGenerator: [{ <<: *a }]',
    ],
    ['in capitals', 'CONFIGMAPGENERATOR: [{ FILES: [../../common/a.yaml] }]'],
    [
      'a transformer in place',
      'transformers:\n- |\n  kind: PatchTransformer\n  path: ../../common/a.yaml',
    ],
  ])('takes files from elsewhere in the workspace: %s', async (_name, text) => {
    const found = await inputs({
      'src/overlays/prod/kustomization.yaml': text,
      'src/common/a.yaml': 'kind: ConfigMap',
    });
    expect(found).toMatchObject({
      paths: ['src/common/a.yaml', 'src/overlays/prod'],
      loadsFromOutside: true,
    });
  });

  it('follows what a file that configures a generator names', async () => {
    const found = await inputs({
      'src/overlays/prod/kustomization.yaml': 'generators: [generator.yaml]',
      'src/overlays/prod/generator.yaml':
        'kind: ConfigMapGenerator\nfiles: [../../common/a.txt]',
      'src/common/a.txt': 'a',
    });
    expect(found.paths).toContain('src/common/a.txt');
  });

  it.each([
    '/etc/passwd',
    '../../../../etc/passwd',
    '../../../out/../../x',
    'a/../../../../../etc',
    '..\\..\\x',
  ])('never leaves the workspace: %s', async path => {
    for (const text of [
      `resources: [${JSON.stringify(path)}]`,
      `bases: [${JSON.stringify(path)}]`,
      `Files: x\nsecretGenerator: [{ Files: [k=${path}] }]`,
      `transformers:\n- |\n  kind: PatchTransformer\n  path: ${path}`,
      `helmCharts: [{ name: c, valuesFile: ${path} }]`,
      `helmGlobals: { chartHome: ${path} }\nhelmCharts: [{ name: c }]`,
    ]) {
      await expect(
        inputs({ 'src/overlays/prod/kustomization.yaml': text }),
      ).rejects.toThrow(
        /"src\/overlays\/prod\/kustomization.yaml" names .* which is not a path inside the workspace/,
      );
    }
  });

  it.each([
    'https://example.com/base.yaml',
    'HTTP://127.0.0.1:8080/x',
    'github.com/acme/config//base?ref=v1',
    'git@github.com:acme/config.git',
    'ssh://git@example.com/acme/config',
    'git::https://example.com/acme/config',
    'file:///etc',
    'example.com/acme/config.git//base',
    '../base?ref=main',
  ])('knows what would be fetched: %s', async address => {
    const found = await inputs({
      'src/overlays/prod/kustomization.yaml': `resources: ["${address}"]`,
    });
    expect(found.remote).toEqual([
      { from: 'src/overlays/prod/kustomization.yaml', address },
    ]);
  });

  it('knows a chart that is in the repository from one that would be fetched', async () => {
    const text =
      'helmCharts: [{ name: web, repo: https://charts.example.com, version: 1.0.0 }]';
    const files = { 'src/overlays/prod/kustomization.yaml': text };
    expect(await inputs(files)).toMatchObject({
      usesHelm: true,
      remote: [{ address: 'https://charts.example.com (web)' }],
    });
    for (const folder of ['web', 'web-1.0.0/web']) {
      const found = await inputs({
        ...files,
        [`src/overlays/prod/charts/${folder}/Chart.yaml`]: 'name: web',
      });
      expect(found).toMatchObject({ usesHelm: true, remote: [] });
    }
  });

  it('lets be what is no name of a file', async () => {
    const found = await inputs({
      'src/overlays/prod/kustomization.yaml': `
namePrefix: /etc/
images: [{ name: /etc/passwd }]
resources: { a: 1 }
patches: [{ patch: '- op: replace\\n  path: /spec' }, 3]
configMapGenerator: [{ name: a, literals: ["path=/etc/passwd"] }]`,
    });
    expect(found.paths).toEqual(['src/overlays/prod']);
  });

  it.each([
    ['there is none', {}, 'There is no kustomization.yaml'],
    [
      'it is no YAML',
      { 'src/overlays/prod/kustomization.yaml': 'a: [' },
      '"src/overlays/prod/kustomization.yaml" cannot be read',
    ],
    [
      'it could be read in two ways',
      {
        'src/overlays/prod/kustomization.yaml':
          'resources: [a.yaml]\nReſources: [/etc/passwd]',
      },
      'the key "resources" is there twice',
    ],
    [
      'it unfolds to something huge',
      {
        'src/overlays/prod/kustomization.yaml': `a: &a [x, x]\n${[
          'b',
          'c',
          'd',
          'e',
          'f',
          'g',
          'h',
          'i',
        ]
          .map(
            (key, index) =>
              `${key}: &${key} [${`*${'abcdefgh'[index]}, `.repeat(9)}x]`,
          )
          .join('\n')}`,
      },
      'cannot be read: Excessive alias count',
    ],
  ])('says what is wrong where %s', async (_name, files, message) => {
    await expect(inputs(files)).rejects.toThrow(message);
  });
});
