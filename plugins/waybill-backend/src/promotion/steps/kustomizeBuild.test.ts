import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { createFakeTools } from '../testing/FakeTools';
import { describeWithTool } from '../testing/describeWithTool';
import { renderStep } from '../testing/renderStep';
import { textsBelow } from '../testing/textsBelow';
import { workspaceOf } from '../testing/workspaceOf';
import { kustomizeBuild } from './kustomizeBuild';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  # kept in the source
spec:
  template:
    spec:
      containers:
      - image: registry.example.com/web
        name: web
`;
const FILES = {
  'src/base/kustomization.yaml':
    'resources: [deployment.yaml, service.yaml, namespace.yaml]',
  'src/base/deployment.yaml': DEPLOYMENT,
  'src/base/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: { name: web }',
  'src/base/namespace.yaml':
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: prod }',
  'src/overlays/prod/kustomization.yaml': `
namespace: prod
resources: [../../base]
images: [{ name: registry.example.com/web, newTag: 1.2.3 }]`,
};

async function built(
  tools: ToolsPort,
  config: JsonObject,
  files: Record<string, string> = FILES,
) {
  const workspace = await workspaceOf(files);
  const result = await renderStep(kustomizeBuild, { workspace, tools, config });
  return { result, texts: await textsBelow(workspace, 'out') };
}

describeWithTool('kustomize', 'kustomize-build', tools => {
  const path = 'src/overlays/prod';

  it('builds into one file', async () => {
    const { result, texts } = await built(tools(), {
      path,
      outPath: 'out/deep/all.yaml',
    });
    expect(result).toEqual({ status: 'Succeeded' });
    expect(Object.keys(texts)).toEqual(['deep/all.yaml']);
    expect(texts['deep/all.yaml'].split('---\n')).toHaveLength(3);
    expect(texts['deep/all.yaml']).toContain(
      'image: registry.example.com/web:1.2.3',
    );
  });

  it("builds into files with Kargo's names", async () => {
    const { texts } = await built(tools(), { path, outPath: './out' });
    expect(Object.keys(texts)).toEqual([
      'namespace-prod.yaml',
      'prod-deployment-web.yaml',
      'prod-service-web.yaml',
    ]);
    expect(texts['prod-service-web.yaml']).toBe(
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: prod\n',
    );
  });

  it("builds into files with Kustomize's names", async () => {
    const { texts } = await built(tools(), {
      path,
      outPath: 'out/k',
      outputFormat: 'kustomize',
    });
    expect(Object.keys(texts)).toEqual([
      'k/apps_v1_deployment_web.yaml',
      'k/v1_namespace_prod.yaml',
      'k/v1_service_web.yaml',
    ]);
  });

  it('gives the same again', async () => {
    const first = await built(tools(), { path, outPath: 'out/all.yaml' });
    const second = await built(tools(), { path, outPath: 'out/all.yaml' });
    expect(second.texts).toEqual(first.texts);
  });

  it('takes a file from beside the folder of a kustomization, as Kargo does', async () => {
    const { texts } = await built(
      tools(),
      { path, outPath: 'out/all.yaml' },
      {
        'src/overlays/prod/kustomization.yaml':
          'configMapGenerator: [{ name: a, files: [../../common/a.txt], options: { disableNameSuffixHash: true } }]',
        'src/common/a.txt': 'hello',
      },
    );
    expect(texts['all.yaml']).toContain('a.txt: hello');
  });

  it('reads nothing of this machine', async () => {
    for (const text of [
      'resources: [/etc/hostname]',
      'configMapGenerator: [{ name: a, files: [/etc/hostname] }]',
      'configMapGenerator: [{ name: a, Files: [../../../../../../../../../../etc/hostname] }]',
      'generators: ["apiVersion: builtin\\nkind: ConfigMapGenerator\\nmetadata: { name: a }\\nfiles: [/etc/hostname]\\n"]',
    ]) {
      const files = { 'src/overlays/prod/kustomization.yaml': text };
      await expect(
        built(tools(), { path, outPath: 'out/all.yaml' }, files),
      ).rejects.toThrow('not a path inside the workspace');
    }
  });

  it('fetches nothing', async () => {
    const files = {
      'src/overlays/prod/kustomization.yaml':
        'resources: ["https://user:secret@example.com/base.yaml"]',
    };
    const failure = await built(
      tools(),
      { path, outPath: 'out/all.yaml' },
      files,
    ).catch(error => error);
    expect(failure.name).toBe('StepFailure');
    expect(failure.message).toBe(
      '"src/overlays/prod/kustomization.yaml" takes "https://example.com/base.yaml" from the network, which the platform does not allow to its tools (waybill.tools.network); keep a copy in the repository',
    );
  });

  it('says what kustomize says, without a folder that means nothing to anybody', async () => {
    const files = {
      'src/overlays/prod/kustomization.yaml': 'resources: [missing.yaml]',
    };
    const failure = await built(
      tools(),
      { path, outPath: 'out/all.yaml' },
      files,
    ).catch(error => error);
    expect(failure.name).toBe('InputError');
    expect(failure.message).toMatch(
      /^kustomize ended with 1: .*missing\.yaml/s,
    );
    expect(failure.message).not.toContain('waybill-tools');
  });

  it('loses no resource to another of the same name', async () => {
    await expect(
      built(
        tools(),
        { path: 'src', outPath: 'out' },
        {
          'src/kustomization.yaml': 'resources: [a.yaml, b.yaml]',
          'src/a.yaml':
            'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }',
          'src/b.yaml':
            'apiVersion: example.com/v1\nkind: Ingress\nmetadata: { name: web }',
        },
      ),
    ).rejects.toThrow(
      'Ingress "web" and Ingress "web" would both be written to "ingress-web.yaml" in "out"',
    );
  });
});

describeWithTool('helm', 'kustomize-build with charts', tools => {
  const files = {
    'src/kustomization.yaml':
      'helmCharts: [{ name: web, releaseName: shop, namespace: prod, valuesInline: { size: 3 } }]',
    'src/charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0',
    'src/charts/web/values.yaml': 'size: 1',
    'src/charts/web/templates/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  size: "{{ .Values.size }}"
  kube: "{{ .Capabilities.KubeVersion.Minor }}"
  has: "{{ .Capabilities.APIVersions.Has "example.com/v1" }}"
`,
  };

  it('inflates a chart of the repository', async () => {
    const { texts } = await built(
      tools(),
      {
        path: 'src',
        outPath: 'out/all.yaml',
        plugin: {
          helm: { kubeVersion: '1.28.0', apiVersions: ['example.com/v1'] },
        },
      },
      files,
    );
    expect(texts['all.yaml']).toMatch(
      /has: "true"\n {2}kube: "28"\n {2}size: "3"/,
    );
  });
});

describe('kustomize-build without its program', () => {
  it('fails with a sentence that says how to get it', async () => {
    await expect(
      built(createFakeTools(), { path: 'src/base', outPath: 'out/all.yaml' }),
    ).rejects.toThrow('The program "kustomize" is not there');
  });

  it('says that charts need helm', async () => {
    const tools = createFakeTools({ kustomize: () => '' });
    await expect(
      built(
        tools,
        { path: 'src', outPath: 'out/all.yaml' },
        {
          'src/kustomization.yaml': 'helmCharts: [{ name: web }]',
          'src/charts/web/Chart.yaml': 'name: web',
        },
      ),
    ).rejects.toThrow('inflates Helm charts, for which helm is needed');
  });
});
