import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { createFakeTools } from '../testing/FakeTools';
import { describeWithTool } from '../testing/describeWithTool';
import { renderStep } from '../testing/renderStep';
import { textsBelow } from '../testing/textsBelow';
import { workspaceOf } from '../testing/workspaceOf';
import { jsonnet } from './jsonnet';

async function evaluated(
  tools: ToolsPort,
  code: string,
  config: JsonObject = {},
  files: Record<string, string> = {},
) {
  const workspace = await workspaceOf({ 'src/main.jsonnet': code, ...files });
  await renderStep(jsonnet, {
    workspace,
    tools,
    config: { path: 'src/main.jsonnet', outPath: 'out/all', ...config },
  });
  return (await textsBelow(workspace, 'out')).all;
}

describeWithTool('jsonnet', 'jsonnet', tools => {
  it('writes YAML, a list as several documents', async () => {
    expect(await evaluated(tools(), '{ b: 1, a: ["x"] }')).toBe(
      'a:\n  - x\nb: 1\n',
    );
    expect(await evaluated(tools(), '[{ a: 1 }, { a: 2 }]')).toBe(
      'a: 1\n---\na: 2\n',
    );
  });

  it('writes JSON, or a text as it is', async () => {
    expect(
      JSON.parse(await evaluated(tools(), '{ a: 1 }', { format: 'json' })),
    ).toEqual({ a: 1 });
    expect(await evaluated(tools(), '"plain"', { format: 'string' })).toBe(
      'plain\n',
    );
  });

  it('passes variables, texts as texts', async () => {
    const text = await evaluated(
      tools(),
      'function(size, tag) { tag: tag, size: size, env: std.extVar("env"), more: std.extVar("more") }',
      {
        extVars: [
          { name: 'env', value: '1=$(id)' },
          { name: 'more', code: '{ a: 1 + 1 }' },
        ],
        tlas: [
          { name: 'tag', value: '1.10' },
          { name: 'size', code: '3' },
        ],
      },
    );
    expect(text).toBe('env: 1=$(id)\nmore:\n  a: 2\nsize: 3\ntag: "1.10"\n');
  });

  it('finds imports beside a file and in libraries, the first of them first', async () => {
    expect(
      await evaluated(
        tools(),
        '(import "a.libsonnet") + (import "b.libsonnet")',
        { libraryPaths: ['src/first', 'src/second'], format: 'yaml' },
        {
          'src/a.libsonnet': '{ a: "beside" }',
          'src/first/b.libsonnet': '{ b: "first" }',
          'src/second/b.libsonnet': '{ b: "second" }',
        },
      ),
    ).toBe('a: beside\nb: first\n');
  });

  it('reads nothing of this machine', async () => {
    await expect(
      evaluated(tools(), '{ a: importstr "/etc/hostname" }'),
    ).rejects.toThrow('not a path inside the workspace');
    // Without a value the program would look into its environment.
    await expect(
      evaluated(tools(), 'std.extVar("PATH")', {
        extVars: [{ name: 'PATH' }],
      }),
    ).rejects.toThrow('invalid jsonnet config');
  });

  it('says what jsonnet says', async () => {
    await expect(evaluated(tools(), '{ a: error "no" }')).rejects.toThrow(
      /^jsonnet ended with 1: RUNTIME ERROR: no/,
    );
  });

  it('ends what runs for ever', async () => {
    await expect(
      evaluated(tools(), 'local f(x) = f(x + 1) + 1; f(0)'),
    ).rejects.toThrow(/jsonnet ended with 1: .*stack/s);
  });
});

describe('jsonnet without its program', () => {
  it('fails with a sentence that says how to get it', async () => {
    await expect(evaluated(createFakeTools(), '{}')).rejects.toThrow(
      'The program "jsonnet" is not there',
    );
  });
});
