import { fileWorld } from '../testing/fileWorld';
import { kustomizeInputs } from './kustomizeInputs';

/** A path that begins with `@` is a link. */
async function inputs(files: Record<string, string>) {
  const { workspace, put } = fileWorld();
  await put({ 'src/common/a': 'a', ...files });
  return kustomizeInputs(workspace, 'src/app');
}
const GENERATOR =
  'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: x }\nfiles: [k=/etc/passwd]\n';
const LIST = `apiVersion: v1\nkind: List\nitems:\n- ${GENERATOR.trim().replace(
  /\n/g,
  '\n  ',
)}\n`;
const quoted = (text: string) => JSON.stringify(text);

describe('what a kustomization hides from who follows it', () => {
  const FOLDER = /expected a file there, found a folder/;
  const OUTSIDE = /which is not a path inside the workspace/;

  it.each([
    ['in a folder', 'generators: [./g]', FOLDER],
    ['in a folder elsewhere', 'transformers: [../elsewhere]', FOLDER],
    ['in a folder behind a link', 'validators: [link]', FOLDER],
    ['in a list', 'generators: [list.yaml]', /with a "List"/],
    ['in a list in place', `generators: [${quoted(LIST)}]`, /with a "List"/],
    ['in a list of its own', 'generators: ["[{ kind: A }]"]', /found a list/],
    ['in no file', 'generators: [none.yaml]', /found none/],
    [
      'in one line',
      `generators: ['{ kind: ConfigMapGenerator, files: ["k=/etc/passwd"] }']`,
      OUTSIDE,
    ],
    ['in place', `generators: [${quoted(GENERATOR)}]`, OUTSIDE],
    ['in a file', 'generators: [g/gen.yaml]', OUTSIDE],
    [
      'in what is a folder to the one, a text to the other',
      'generators: ["a: b/../g"]',
      /leads to "src\/app\/g" if it is read as a path/,
    ],
    [
      'the same over several lines',
      'generators: ["{}\\n/../g"]',
      /expected an object with a kind|leads to "src\/app\/g"|cannot be read/,
    ],
    [
      'below a line break',
      'configMapGenerator: [{ files: ["k=x\\n/../../../../etc/passwd"] }]',
      OUTSIDE,
    ],
    [
      'in a patch that is none',
      'patchesStrategicMerge: ["x\\n/../../../../etc/passwd"]',
      /what is outside of the workspace if it is read as a path/,
    ],
    [
      'in a patch by its path',
      'patches: [{ path: "x\\n/../../../../etc/passwd" }]',
      /what is outside of the workspace if it is read as a path/,
    ],
    [
      'in a tag',
      'configMapGenerator: [{ files: [!!binary L2V0Yy9wYXNzd2Q=] }]',
      /"src\/app\/kustomization.yaml" cannot be read: it has the tag/,
    ],
    [
      'in what is merged',
      'configMapGenerator: [{ files: [a], <<: { files: [/etc/passwd] } }]',
      /"<<" merges "files"/,
    ],
  ])('is not hidden %s', async (_, kustomization, message) => {
    await expect(
      inputs({
        'src/app/kustomization.yaml': kustomization,
        'src/app/g/kustomization.yaml': 'resources: [gen.yaml]',
        'src/app/g/gen.yaml': GENERATOR,
        'src/app/list.yaml': LIST,
        'src/elsewhere/kustomization.yaml': 'resources: []',
        '@src/app/link': '../elsewhere',
      }),
    ).rejects.toThrow(message);
  });

  it('is not behind a link, from which Kustomize goes up to somewhere else', async () => {
    const deep = 'd/'.repeat(8);
    const files = (up: number) => ({
      'src/app/kustomization.yaml': `resources: [${deep}link]`,
      [`@src/app/${deep}link`]: `${'../'.repeat(9)}shallow`,
      'src/shallow/kustomization.yaml': `configMapGenerator: [{ files: [k=${'../'.repeat(
        up,
      )}common/a] }]`,
    });
    await expect(inputs(files(5))).rejects.toThrow(
      '"src/shallow/kustomization.yaml" names "../../../../../common/a", which is not a path inside the workspace',
    );
    expect(await inputs(files(1))).toMatchObject({
      paths: [`src/app`, `src/app/${deep}link`, 'src/common/a', 'src/shallow'],
      loadsFromOutside: true,
    });
  });

  it.each([
    'transformers: [{}]',
    'transformers: ["kind: LabelTransformer\\nmetadata: { name: a }\\nlabels: { a: b }\\n"]',
    'transformers: [labels.yaml]\nvalidators: [labels.yaml]',
    'patches: [{ patch: "- op: replace\\n  path: /spec/../a\\n  value: /etc\\n" }]',
    'patchesStrategicMerge: ["kind: Service\\nmetadata: { name: a }\\n"]',
    'replacements: [{ source: { kind: A }, targets: [] }]',
  ])('is let be where it is honest: %s', async kustomization => {
    const found = await inputs({
      'src/app/kustomization.yaml': kustomization,
      'src/app/labels.yaml':
        'apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: a }\n---\n---\nkind: PrefixTransformer\nmetadata: { name: b }\nprefix: c-\n',
    });
    expect(found.remote).toEqual([]);
  });
});
