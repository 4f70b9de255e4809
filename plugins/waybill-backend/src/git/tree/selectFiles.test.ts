import fc from 'fast-check';
import { FileNode } from './nodes';
import { selectFiles } from './selectFiles';

const file = (text: string, mode: FileNode['mode'] = '100644'): FileNode => ({
  kind: 'file',
  mode,
  id: text,
  content: Buffer.from(text),
  rawName: Buffer.from('name'),
});
const link = (target: string) => file(target, '120000');
const source = {
  trees: async () => new Map(),
  blobs: async () => new Map<string, Buffer>(),
};
const select = async (files: Record<string, FileNode>, only: string[]) => [
  ...(await selectFiles(new Map(Object.entries(files)), only, source)).keys(),
];

describe('the files of a tree that are asked for', () => {
  const files = {
    'base/a.yaml': file(''),
    'base/deep/b.yaml': file(''),
    'based/c.yaml': file(''),
    'env/prod/base': link('../../base/deep'),
    'env/prod/values.yaml': link('../shared.yaml'),
    'env/shared.yaml': link('../based/c.yaml'),
    'out/escape': link('../../etc'),
    'out/root': link('/etc'),
    circle: link('circle/more'),
  };

  it.each([
    ['a file', ['base/a.yaml'], ['base/a.yaml']],
    [
      'a folder, not one whose name only begins so',
      ['base'],
      ['base/a.yaml', 'base/deep/b.yaml'],
    ],
    ['nothing that is not there', ['other', 'base/none'], []],
    [
      'what links in a folder lead to, over several of them',
      ['env/prod'],
      [
        'base/deep/b.yaml',
        'based/c.yaml',
        'env/prod/base',
        'env/prod/values.yaml',
        'env/shared.yaml',
      ],
    ],
    [
      'what stands behind a link on the way',
      ['env/prod/base/b.yaml'],
      ['base/deep/b.yaml', 'env/prod/base'],
    ],
    ['a link that leads out, itself', ['out'], ['out/escape', 'out/root']],
    ['a link that leads to itself', ['circle/x'], ['circle']],
  ])('are %s', async (_name, only, expected) => {
    expect(await select(files, only)).toEqual(expected);
  });

  it('are all, for the root', async () => {
    expect(await select(files, ['.'])).toEqual(Object.keys(files));
  });

  it('end, whatever links lead where', async () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c', '..'), {
        minLength: 1,
        maxLength: 4,
      })
      .map(names => names.join('/'));
    const place = fc.constantFrom('a', 'b', 'c/a', 'c/b', 'c/c/a');
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(place, path),
        place,
        async (links, only) => {
          const tree = Object.fromEntries(
            Object.entries(links).map(([from, to]) => [from, link(to)]),
          );
          const found = await select(tree, [only]);
          expect(Object.keys(tree)).toEqual(expect.arrayContaining(found));
        },
      ),
      { numRuns: 200 },
    );
  });
});
