import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { createFakeTools } from '../testing/FakeTools';
import { describeWithTool } from '../testing/describeWithTool';
import { fileWorld } from '../testing/fileWorld';
import { renderStep } from '../testing/renderStep';
import { jsonnet } from './jsonnet';

describe('what jsonnet is given by somebody who wants to read more than the workspace', () => {
  let outside: string;
  let secret: string;
  beforeEach(async () => {
    outside = join(tmpdir(), `waybill-outside-${randomUUID()}`);
    secret = join(outside, 'token');
    await mkdir(outside);
    await writeFile(secret, 'hunter2');
  });
  afterEach(() => rm(outside, { recursive: true, force: true }));

  /** A path that begins with `@` is a link. */
  const evaluate = async (
    tools: ToolsPort,
    files: Record<string, string>,
    config: JsonObject = {},
  ) => {
    const { workspace, put } = fileWorld();
    await put(files);
    await renderStep(jsonnet, {
      workspace,
      tools,
      config: { path: 'src/main.jsonnet', outPath: 'out/all', ...config },
    });
    return String(await workspace.read('out/all'));
  };
  const nothing = () => createFakeTools({ jsonnet: () => '{}' });

  const inCode = (code: string): [JsonObject, string][] => [
    [{ extVars: [{ name: 'x', code }] }, 'std.extVar("x")'],
    [{ tlas: [{ name: 'x', code }] }, 'function(x) x'],
  ];

  it.each([
    ['"PATH"', 'which is not a path inside the workspace'],
    ["'PATH'", 'which is not a path inside the workspace'],
    ['/* " */ "PATH"', 'which is not a path inside the workspace'],
    ['# "a"\n"PATH"', 'which is not a path inside the workspace'],
    ['"src/../../../../../../../../PATH"', 'which is not a path inside'],
    ["@'PATH'", 'it imports a text block or an @-text'],
    ['|||\n  PATH\n|||', 'it imports a text block or an @-text'],
    ['"\\u002f.."', 'write the path without escapes'],
  ])(
    'reads nothing of this machine by the code of a variable: %j',
    async (path, message) => {
      for (const keyword of ['import', 'importstr', 'importbin']) {
        const code = `[${keyword} ${path.replace('PATH', secret)}]`;
        for (const [config, main] of inCode(code)) {
          const tools = nothing();
          const files = { 'src/main.jsonnet': main };
          await expect(evaluate(tools, files, config)).rejects.toThrow(message);
          expect(tools.runs).toEqual([]);
        }
      }
    },
  );

  it('says which variable', async () => {
    await expect(
      evaluate(
        nothing(),
        { 'src/main.jsonnet': '{}' },
        { extVars: [{ name: 'all', code: 'importstr "/etc/passwd"' }] },
      ),
    ).rejects.toThrow(
      '"code of the variable all" names "/etc/passwd", which is not a path inside the workspace',
    );
  });

  describeWithTool('jsonnet', 'with the real program', tools => {
    it('reads nothing of this machine by the code of a variable', async () => {
      for (const [config, main] of inCode(`importstr "${secret}"`)) {
        await expect(
          evaluate(tools(), { 'src/main.jsonnet': main }, config),
        ).rejects.toThrow('which is not a path inside the workspace');
      }
    });

    it('lets the code of a variable import from the workspace, and from libraries', async () => {
      const config = {
        extVars: [{ name: 'a', code: 'import "src/lib/a.libsonnet"' }],
        tlas: [{ name: 'b', code: '{ b: import "b.libsonnet", c: "import" }' }],
        libraryPaths: ['src/vendor'],
      };
      expect(
        await evaluate(
          tools(),
          {
            'src/main.jsonnet': 'function(b) std.extVar("a") + b',
            'src/lib/a.libsonnet': 'import "deep.libsonnet"',
            'src/lib/deep.libsonnet': '{ a: 1 }',
            'src/vendor/b.libsonnet': '2',
          },
          config,
        ),
      ).toBe('a: 1\nb: 2\nc: import\n');
    });

    it('goes no further up through a link than the path says', async () => {
      const up = '../'.repeat(12);
      const deep = 'd/'.repeat(12);
      await expect(
        evaluate(
          tools(),
          {
            [`src/${deep}main.jsonnet`]: `{ a: import "link/a.libsonnet", b: importstr "link/${up}${secret.slice(
              1,
            )}" }`,
            [`@src/${deep}link`]: `${up}lib`,
            'src/lib/a.libsonnet': '1',
          },
          { path: `src/${deep}main.jsonnet` },
        ),
      ).rejects.toThrow(/jsonnet ended with 1: .*couldn't open import/is);
    });

    it('follows links inside of the workspace', async () => {
      expect(
        await evaluate(tools(), {
          'src/main.jsonnet': '{ a: import "link/a.libsonnet" }',
          '@src/link': 'lib',
          'src/lib/a.libsonnet': '1',
        }),
      ).toBe('a: 1\n');
    });
  });
});
