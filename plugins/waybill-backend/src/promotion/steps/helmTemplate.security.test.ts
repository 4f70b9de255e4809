import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { chartLockDigest } from '../charts/chartLockDigest';
import { createFakeTools } from '../testing/FakeTools';
import { describeWithTool } from '../testing/describeWithTool';
import { renderStep } from '../testing/renderStep';
import { workspaceOf } from '../testing/workspaceOf';
import { helmTemplate } from './helmTemplate';

/** Enough to climb from anywhere to the top of the disk. */
const UP = '../'.repeat(30);

describe('what helm-template is given by somebody who wants more than a render', () => {
  let outside: string;
  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'waybill-outside-'));
  });
  afterEach(() => rm(outside, { recursive: true, force: true }));

  const render = async (
    tools: ToolsPort,
    files: Record<string, string>,
    config: JsonObject = {},
  ) => {
    const workspace = await workspaceOf(files);
    await renderStep(helmTemplate, {
      workspace,
      tools,
      config: {
        path: 'chart',
        outPath: 'out/all.yaml',
        releaseName: 'shop',
        ...config,
      },
    });
    return String(await workspace.read('out/all.yaml'));
  };
  const helm = () => createFakeTools({ helm: () => '' });

  it.each([
    'repository: "file://../payload"',
    'repository: "oci://r.example/c"',
  ])('lays out no chart outside of its own folder: %s', async repository => {
    const target = join(outside, 'module');
    await expect(
      render(
        helm(),
        {
          'chart/Chart.yaml': `apiVersion: v2
name: web
version: 1.0.0
dependencies:
- { name: foo, version: 1.0.0, repository: "https://charts.example.com" }
- { name: "${UP}${target.slice(1)}", version: 1.0.0, ${repository} }
`,
          'chart/charts/foo/Chart.yaml':
            'apiVersion: v2\nname: foo\nversion: 1.0.0\n',
          'payload/Chart.yaml':
            'apiVersion: v2\nname: payload\nversion: 1.0.0\n',
          'payload/index.js': 'process.exit(1)',
        },
        { buildDependencies: true },
      ),
    ).rejects.toThrow(
      /^"chart\/Chart.yaml" cannot be read: dependencies.1.name: expected the name of a chart .*, found "\.\.\//,
    );
    expect(existsSync(target)).toBe(false);
  });

  describeWithTool('helm', 'with the real program', tools => {
    const WEB = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'chart/templates/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: {{ .Values.secret | quote }}\n',
    };

    it('reads one values file for each that is named, commas and all', async () => {
      const secret = join(outside, 'app-config.yaml');
      await writeFile(secret, 'secret: hunter2\n');
      const text = await render(
        tools(),
        {
          ...WEB,
          x: '{}',
          [`x,${secret}`]: 'secret: "the right one"\n',
        },
        { valuesFiles: [`x,${secret}`] },
      );
      expect(text).toContain('a: "the right one"');
    });

    it('builds no chart of this machine that only a lock file names', async () => {
      const leak = join(outside, 'leak');
      await mkdir(join(leak, 'templates'), { recursive: true });
      await writeFile(
        join(leak, 'Chart.yaml'),
        'apiVersion: v2\nname: leak\nversion: 1.0.0\n',
      );
      await writeFile(
        join(leak, 'templates/a.yaml'),
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: hunter2\n',
      );
      const dependency = (repository: string) => ({
        ...{ name: 'leak', version: '1.0.0', repository },
      });
      const wanted = dependency('file://../good');
      const locked = dependency(`file://${leak}`);
      const digest = chartLockDigest(
        [
          {
            ...wanted,
            ...{ condition: '', tags: [], enabled: false, alias: '' },
            'import-values': [],
          },
        ],
        [locked],
      );
      await expect(
        render(
          tools(),
          {
            ...WEB,
            'chart/Chart.yaml': `${
              WEB['chart/Chart.yaml']
            }dependencies: [${JSON.stringify(wanted)}]\n`,
            'chart/Chart.lock': JSON.stringify({
              ...{ digest, generated: '2026-01-01T00:00:00Z' },
              dependencies: [locked],
            }),
            'good/Chart.yaml': 'apiVersion: v2\nname: leak\nversion: 1.0.0\n',
          },
          { buildDependencies: true },
        ),
      ).rejects.toThrow(
        `"chart/Chart.lock" names "${leak}", which is not a path inside the workspace`,
      );
    });
  });
});
