import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { createFakeTools } from '../testing/FakeTools';
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
});
