import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepPorts, ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { createFakeServices } from '../testing/createFakeServices';
import { createFakeTools } from '../testing/FakeTools';
import { describeWithTool } from '../testing/describeWithTool';
import { renderStep } from '../testing/renderStep';
import { textsBelow } from '../testing/textsBelow';
import { workspaceOf } from '../testing/workspaceOf';
import { helmTemplate } from './helmTemplate';

const CHART = {
  'src/chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'src/chart/values.yaml': 'tag: "0"\nsize: 1\n',
  'src/chart/crds/crd.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.example.com }\n',
  'src/chart/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
spec:
  replicas: {{ .Values.size }}
  image: "web:{{ .Values.tag }}"
  kube: {{ .Capabilities.KubeVersion.Minor | quote }}
  has: {{ .Capabilities.APIVersions.Has "example.com/v1" }}
`,
  'src/chart/templates/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
  'src/chart/templates/migrate.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  annotations:\n    helm.sh/hook: pre-install\n',
  'src/chart/templates/tests/check.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: check\n  annotations:\n    helm.sh/hook: test\n',
  'src/values/prod.yaml': 'size: 3\n',
};

async function rendered(
  tools: ToolsPort,
  config: JsonObject,
  more: Record<string, string> = {},
  record?: { value: JsonObject },
  ports: Partial<StepPorts> = {},
) {
  const workspace = await workspaceOf({ ...CHART, ...more });
  const result = await renderStep(helmTemplate, {
    workspace,
    tools,
    record,
    ports,
    config: {
      path: 'src/chart',
      outPath: 'out',
      releaseName: 'shop',
      ...config,
    },
  });
  return { result, texts: await textsBelow(workspace, 'out') };
}

/** The archive of a chart with a Service named after it and its version. */
async function packed(tools: ToolsPort, name: string, version: string) {
  return tools.scratch(async directory => {
    const chart = join(directory, name);
    await mkdir(join(chart, 'templates'), { recursive: true });
    await writeFile(
      join(chart, 'Chart.yaml'),
      `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
    );
    await writeFile(
      join(chart, 'templates/service.yaml'),
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Chart.Name }}-{{ .Chart.Version }}\n',
    );
    const { code } = await tools.run({
      tool: 'helm',
      args: ['package', `./${name}`],
      directory,
      timeoutMs: 60_000,
      signal: new AbortController().signal,
    });
    expect(code).toBe(0);
    return readFile(join(directory, `${name}-${version}.tgz`));
  });
}

describeWithTool('helm', 'helm-template', tools => {
  it('renders into one file, hooks at its end', async () => {
    const { result, texts } = await rendered(tools(), {
      outPath: 'out/all.yaml',
    });
    expect(result).toEqual({ status: 'Succeeded' });
    const kinds = texts['all.yaml'].match(/(?<=^kind: ).*/gm);
    expect(kinds).toEqual(['Service', 'Deployment', 'Pod', 'Job']);
    // The project, where no namespace is given.
    expect(texts['all.yaml']).toContain('namespace: storefront\n');
    expect(texts['all.yaml'].endsWith('\n')).toBe(true);
  });

  it('renders into the folders of the chart', async () => {
    const { texts } = await rendered(tools(), {});
    expect(Object.keys(texts)).toEqual([
      'web/templates/deployment.yaml',
      'web/templates/migrate.yaml',
      'web/templates/service.yaml',
      'web/templates/tests/check.yaml',
    ]);
    expect(texts['web/templates/service.yaml']).toBe(
      '---\n# Source: web/templates/service.yaml\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
    );
  });

  it('puts them below the name of the release if that is asked for', async () => {
    const { texts } = await rendered(tools(), { useReleaseName: true });
    expect(Object.keys(texts)[0]).toBe('shop/web/templates/deployment.yaml');
  });

  it('renders into one folder', async () => {
    const { texts } = await rendered(tools(), { outLayout: 'flat' });
    expect(Object.keys(texts)).toEqual([
      'apps-deployment-storefront-shop.yaml',
      'batch-job-migrate.yaml',
      'pod-check.yaml',
      'service-web.yaml',
    ]);
    expect(texts['service-web.yaml']).toMatch(/^# Source: web/);
    expect(texts['batch-job-migrate.yaml']).toMatch(/^apiVersion: batch/);
  });

  it('heeds every setting', async () => {
    const { texts } = await rendered(tools(), {
      outPath: 'out/all.yaml',
      namespace: 'prod',
      valuesFiles: ['./src/values/prod.yaml'],
      setValues: [{ key: 'tag', value: '1.10,x=y', literal: true }],
      kubeVersion: '1.28.0',
      apiVersions: ['example.com/v1'],
      includeCRDs: true,
      disableHooks: true,
    });
    expect(texts['all.yaml'].match(/(?<=^kind: ).*/gm)).toEqual([
      'CustomResourceDefinition',
      'Service',
      'Deployment',
    ]);
    expect(texts['all.yaml']).toContain(`
  namespace: prod
spec:
  replicas: 3
  image: "web:1.10,x=y"
  kube: "28"
  has: true`);
  });

  it('leaves out tests, and reads values as Helm does, later ones last', async () => {
    const { texts } = await rendered(tools(), {
      outPath: 'out/all.yaml',
      skipTests: true,
      valuesFiles: ['src/values/prod.yaml'],
      setValues: [
        { key: 'size', value: '4' },
        { key: 'tag', value: '2,other=3' },
      ],
    });
    expect(texts['all.yaml']).not.toContain('kind: Pod');
    expect(texts['all.yaml']).toContain('kind: Job');
    expect(texts['all.yaml']).toContain('replicas: 4\n  image: "web:2"');
  });

  it('takes a setting for no option, whatever it begins with', async () => {
    await expect(
      rendered(tools(), {
        outPath: 'out/all.yaml',
        releaseName: '--post-renderer=/bin/false',
      }),
    ).rejects.toThrow(/helm ended with 1: .*release name/s);
  });

  it('fails on a values file that is not there, unless told otherwise', async () => {
    const config = {
      outPath: 'out/all.yaml',
      valuesFiles: ['src/values/none.yaml'],
    };
    await expect(rendered(tools(), config)).rejects.toThrow(
      'There is no values file "src/values/none.yaml"',
    );
    await rendered(tools(), { ...config, ignoreMissingValueFiles: true });
  });

  it.each(['https://example.com/values.yaml', '/etc/passwd', '../../x.yaml'])(
    'reads no values file from elsewhere: %s',
    async file => {
      await expect(rendered(tools(), { valuesFiles: [file] })).rejects.toThrow(
        /There is no values file|must be relative|leaves the workspace/,
      );
    },
  );

  describe('with dependencies', () => {
    const files = {
      'src/chart/Chart.yaml':
        'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n- name: common\n  version: 1.0.0\n  repository: file://../common\n',
      'src/common/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 1.0.0\n',
      'src/common/templates/a.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: common\n',
    };

    it('builds those that are in the repository, and writes nothing into it', async () => {
      const workspace = await workspaceOf({ ...CHART, ...files });
      const before = await workspace.list('src');
      await renderStep(helmTemplate, {
        workspace,
        tools: tools(),
        config: {
          path: 'src/chart',
          outPath: 'out/all.yaml',
          releaseName: 'shop',
          buildDependencies: true,
        },
      });
      const texts = await textsBelow(workspace, 'out');
      expect(texts['all.yaml']).toContain('kind: Secret');
      expect(await workspace.list('src')).toEqual(before);
    });

    it('says that they are missing where they are not to be built', async () => {
      await expect(rendered(tools(), {}, files)).rejects.toThrow(
        'missing in charts/ directory: common',
      );
    });

    it.each([
      [
        'of charts beside it',
        {
          'src/common/Chart.yaml':
            'apiVersion: v2\nname: common\nversion: 1.0.0\ndependencies: [{ name: redis, version: 1.0.0, repository: "oci://registry.example.com/charts" }]\n',
        },
      ],
      [
        'of charts of the old kind',
        {
          'src/chart/Chart.yaml': 'apiVersion: v1\nname: web\nversion: 1.0.0\n',
          'src/chart/requirements.yaml':
            'dependencies: [{ name: redis, version: 1.0.0, repository: "oci://registry.example.com/charts" }]\n',
        },
      ],
    ])('fetches none %s', async (_, more) => {
      await expect(
        rendered(tools(), { buildDependencies: true }, {
          ...files,
          ...more,
        } as Record<string, string>),
      ).rejects.toThrow(
        'takes "oci://registry.example.com/charts (redis)" from the network',
      );
    });
  });

  describe('of a chart with a dependency in a registry', () => {
    const OCI = 'oci://registry.example.com/charts';
    const chart = (more = '') => ({
      'src/chart/Chart.yaml': `apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n- { name: redis, version: ^1.0.0, repository: "${OCI}" }\n${more}`,
      'src/chart/Chart.lock': `dependencies:\n- { name: redis, version: 1.2.0, repository: "${OCI}" }\ndigest: sha256:1\n`,
    });
    const services = createFakeServices();

    beforeAll(async () => {
      services.artifacts.set(`${OCI}/redis:1.2.0`, {
        digest: 'sha256:1',
        content: await packed(tools(), 'redis', '1.2.0'),
      });
    });

    const render = (config: JsonObject, more: Record<string, string>) =>
      rendered(
        tools(),
        { outPath: 'out/all.yaml', ...config },
        more,
        { value: {} },
        services.ports,
      );

    it('takes the version of the lock file from there, whether it is to be built or not', async () => {
      for (const buildDependencies of [true, false]) {
        const { texts } = await render({ buildDependencies }, chart());
        expect(texts['all.yaml']).toContain('name: redis-1.2.0');
      }
    });

    it('puts it beside one that is in the repository', async () => {
      const { texts } = await render(
        { buildDependencies: true },
        {
          ...chart(
            '- { name: common, version: 1.0.0, repository: "file://../common" }\n',
          ),
          'src/common/Chart.yaml':
            'apiVersion: v2\nname: common\nversion: 1.0.0\n',
          'src/common/templates/secret.yaml':
            'apiVersion: v1\nkind: Secret\nmetadata:\n  name: common\n',
        },
      );
      expect(texts['all.yaml']).toContain('name: redis-1.2.0');
      expect(texts['all.yaml']).toContain('kind: Secret');
    });

    it('asks nobody where the archive stands in the chart', async () => {
      const { texts } = await rendered(
        tools(),
        { outPath: 'out/all.yaml' },
        {
          ...chart(),
          'src/chart/charts/redis/Chart.yaml':
            'apiVersion: v2\nname: redis\nversion: 1.1.0\n',
          'src/chart/charts/redis/templates/service.yaml':
            'apiVersion: v1\nkind: Service\nmetadata:\n  name: kept\n',
        },
      );
      expect(texts['all.yaml']).toContain('name: kept');
    });
  });

  describe('of a chart that is another one each time', () => {
    const random = {
      'src/chart/templates/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ randAlphaNum 40 | lower }}\n',
    };
    const config = { outPath: 'out/all.yaml' };

    it('gives the same again to the same Promotion', async () => {
      const record = { value: {} };
      const first = await rendered(tools(), config, random, record);
      const again = await rendered(tools(), config, random, record);
      const other = await rendered(tools(), config, random);
      expect(again.texts).toEqual(first.texts);
      expect(other.texts).not.toEqual(first.texts);
    });

    it('renders anew when the files are others, as after a lost race', async () => {
      const record = { value: {} };
      await rendered(tools(), config, random, record);
      const { texts } = await rendered(
        tools(),
        config,
        { ...random, 'src/chart/values.yaml': 'tag: "new"\n' },
        record,
      );
      expect(texts['all.yaml']).toContain('web:new');
    });

    it('refuses one that is too large to be kept', async () => {
      await expect(
        rendered(tools(), config, {
          ...random,
          'src/chart/templates/large.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\ndata:\n{{- range $i := until 20000 }}\n  k{{ $i }}: {{ randAlphaNum 40 }}\n{{- end }}\n`,
        }),
      ).rejects.toThrow(
        /This render is another one each time \(randAlphaNum\) and with \d+ characters too large to be kept/,
      );
    });
  });
});

describe('helm-template without its program', () => {
  it('fails with a sentence that says how to get it', async () => {
    await expect(rendered(createFakeTools(), {})).rejects.toThrow(
      'The program "helm" is not there',
    );
  });
});
