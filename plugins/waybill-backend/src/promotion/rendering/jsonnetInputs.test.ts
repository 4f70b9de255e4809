import { workspaceOf } from '../testing/workspaceOf';
import { jsonnetInputs } from './jsonnetInputs';

const inputs = async (
  files: Record<string, string>,
  libraryPaths: string[] = [],
) =>
  (
    await jsonnetInputs(await workspaceOf(files), {
      path: 'src/main.jsonnet',
      libraryPaths,
    })
  ).paths;

describe('what a Jsonnet file reads', () => {
  it('is itself and what it imports, over any number of steps', async () => {
    expect(
      await inputs({
        'src/main.jsonnet': `(import 'lib/a.libsonnet') + { t: importstr 'note.txt' }`,
        'src/lib/a.libsonnet': `import '../b.libsonnet'`,
        'src/b.libsonnet': `import 'main.jsonnet'`,
        'src/note.txt': `import '/etc/passwd'`,
        'src/other.jsonnet': '{}',
      }),
    ).toEqual([
      'src/b.libsonnet',
      'src/lib/a.libsonnet',
      'src/main.jsonnet',
      'src/note.txt',
    ]);
  });

  it('looks beside the file first, then in the libraries', async () => {
    const files = {
      'src/main.jsonnet': `import 'k.libsonnet'`,
      'src/vendor/k.libsonnet': `import 'deep.libsonnet'`,
      'src/vendor/deep.libsonnet': '{}',
    };
    expect(await inputs(files, ['src/vendor'])).toEqual([
      'src/main.jsonnet',
      'src/vendor/deep.libsonnet',
      'src/vendor/k.libsonnet',
    ]);
    expect(
      await inputs({ ...files, 'src/k.libsonnet': '{}' }, ['src/vendor']),
    ).toEqual(['src/k.libsonnet', 'src/main.jsonnet']);
  });

  it.each([
    `import '/etc/passwd'`,
    `importstr '../../etc/passwd'`,
    `import 'lib.libsonnet'`,
  ])('never leaves the workspace: %s', async code => {
    await expect(
      inputs({
        'src/main.jsonnet': code,
        'src/lib.libsonnet': `{ a: importstr "../../../proc/self/environ" }`,
      }),
    ).rejects.toThrow('which is not a path inside the workspace');
  });

  it('says that there is nothing to render', async () => {
    await expect(inputs({})).rejects.toThrow(
      'There is no file "src/main.jsonnet" to render',
    );
  });
});
