import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { commitFiles } from '../testing/commitFiles';
import { git } from '../testing/git';
import { GitWorkTree } from './GitWorkTree';

jest.setTimeout(60_000);

const author = { name: 'Waybill', email: 'waybill@example.com' };
const date = new Date('2026-03-01T10:00:00Z');

const empty = () =>
  new GitWorkTree({
    repoURL: 'https://git.example.com/x',
    repositoryKey: 'x',
    branch: 'main',
    base: undefined,
    source: {
      trees: async () => new Map(),
      blobs: async () => new Map(),
    },
    push: async () => {
      throw new Error('nothing is pushed here');
    },
  });
const commit = (
  tree: GitWorkTree,
  message = 'm',
  trailers: Record<string, string> = {},
) => tree.commit({ message, author, date, trailers });

// Names whose order as folders differs from their order as files.
const name = fc.constantFrom('a', 'a.b', 'a-b', 'ab', 'é', 'Z');
const path = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .map(names => names.join('/'));
const edit = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      path,
      text: fc.string(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('remove' as const), path }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('adopt' as const), path, to: path }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('commit' as const) }) },
);

/** What a person would do with folders on a disk: false when the disk would refuse. */
function apply(
  files: Map<string, string>,
  target: string,
  text: string,
): boolean {
  const above = target
    .split('/')
    .map((_, index, all) => all.slice(0, index).join('/'));
  const isFolder = [...files.keys()].some(each =>
    each.startsWith(`${target}/`),
  );
  if (isFolder || above.some(each => files.has(each))) {
    return false;
  }
  files.set(target, text);
  return true;
}

describe('GitWorkTree', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-tree-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('holds the files, and makes the tree, that git would make of the same edits', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 25 }), async edits => {
        const tree = empty();
        const files = new Map<string, string>();
        let committed = new Map<string, string>();
        for (const each of edits) {
          if (each.do === 'write') {
            const fits = apply(files, each.path, each.text);
            const done = tree.write(each.path, each.text).then(
              () => true,
              () => false,
            );
            expect(await done).toBe(fits);
          } else if (each.do === 'remove') {
            const above = each.path
              .split('/')
              .map((_, index, all) => all.slice(0, index).join('/'));
            const refused = above.some(folder => files.has(folder));
            for (const file of [...files.keys()]) {
              if (file === each.path || file.startsWith(`${each.path}/`)) {
                files.delete(file);
              }
            }
            expect(
              await tree.remove(each.path).then(
                () => false,
                () => true,
              ),
            ).toBe(refused);
          } else if (each.do === 'commit') {
            await commit(tree);
            committed = new Map(files);
          } else {
            const after = new Map(files);
            const from = [...files].filter(
              ([file]) =>
                file === each.path || file.startsWith(`${each.path}/`),
            );
            const fits =
              from.length > 0 &&
              from.every(([file, text]) =>
                apply(after, each.to + file.slice(each.path.length), text),
              );
            // Onto itself or into itself is the caller's folly.
            if (
              !fits ||
              `${each.to}/`.startsWith(`${each.path}/`) ||
              `${each.path}/`.startsWith(`${each.to}/`)
            ) {
              continue;
            }
            expect(await tree.adopt(tree, each.path, each.to)).toBe(true);
            after.forEach((text, file) => files.set(file, text));
          }
        }
        expect(await tree.list()).toEqual([...files.keys()].sort());
        const changed = [
          ...new Set([...files.keys(), ...committed.keys()]),
        ].filter(each => files.get(each) !== committed.get(each));
        expect(
          (await tree.changes()).map(change => [
            change.path,
            change.before?.toString(),
            change.after?.toString(),
          ]),
        ).toEqual(
          changed
            .sort()
            .map(each => [each, committed.get(each), files.get(each)]),
        );
        for (const [file, text] of files) {
          expect(String(await tree.read(file))).toBe(text);
        }
        if (files.size > 0) {
          run += 1;
          await tree.write('last', `${run}`);
          const id = await commit(tree);
          expect(id).toBeDefined();
          const repository = join(directory, `${run}.git`);
          await git(directory, 'init', '--quiet', '--bare', repository);
          await commitFiles(repository, {
            files: { ...Object.fromEntries(files), last: `${run}` },
          });
          const expected = await git(repository, 'rev-parse', 'main^{tree}');
          expect(await treeOf(tree)).toBe(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  /** The tree's id shows in the commit that would be made of it. */
  async function treeOf(tree: GitWorkTree): Promise<string> {
    const copy = empty();
    await copy.adopt(tree, '', '');
    const objects = await new Promise<
      Map<string, { type: string; content: Buffer }>
    >(resolve => {
      const spy = new GitWorkTree({
        repoURL: '',
        repositoryKey: 'x',
        branch: 'main',
        base: undefined,
        source: { trees: async () => new Map(), blobs: async () => new Map() },
        push: async made => {
          resolve(made.objects);
          return { status: 'pushed', commit: made.head };
        },
      });
      spy
        .adopt(copy, '', '')
        .then(() => commit(spy))
        .then(() =>
          spy.push({
            targetBranch: 'main',
            signal: new AbortController().signal,
          }),
        );
    });
    const content = [...objects.values()].find(
      ({ type }) => type === 'commit',
    )!.content;
    return /^tree (\w+)/.exec(content.toString())![1];
  }

  it('loses none of several edits started at once', async () => {
    const tree = empty();
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => tree.write(`dir/${n}`, 'x')),
    );
    expect(await tree.list()).toHaveLength(50);
  });

  it('keeps what was adopted apart from later edits on either side', async () => {
    const one = empty();
    const two = empty();
    await one.write('a/b', '1');
    await two.adopt(one, 'a', 'c');
    await one.write('a/b', '2');
    await two.write('c/d', '3');
    expect(await one.list()).toEqual(['a/b']);
    expect(String(await two.read('c/b'))).toBe('1');
  });

  it.each([
    ['Promote', 'Promote\n\nWaybill-Promotion: 01H\n'],
    [
      'Promote\r\n\r\nbody  \r\n',
      'Promote\n\nbody\n\nWaybill-Promotion: 01H\n',
    ],
    [
      'Promote\n\nSigned-off-by: Ann <a@b>',
      'Promote\n\nSigned-off-by: Ann <a@b>\nWaybill-Promotion: 01H\n',
    ],
    [
      'Promote\n\nwaybill-promotion : other\nSee: x',
      'Promote\n\nSee: x\nWaybill-Promotion: 01H\n',
    ],
    ['Fix: it', 'Fix: it\n\nWaybill-Promotion: 01H\n'],
  ])('writes the message %j with its trailer', async (message, expected) => {
    let content = '';
    const tree = new GitWorkTree({
      repoURL: '',
      repositoryKey: 'x',
      branch: 'main',
      base: undefined,
      source: { trees: async () => new Map(), blobs: async () => new Map() },
      push: async made => {
        content = made.objects.get(made.head)!.content.toString();
        return { status: 'pushed', commit: made.head };
      },
    });
    await tree.write('x', 'x');
    await commit(tree, message, { 'Waybill-Promotion': '01H' });
    await tree.push({
      targetBranch: 'main',
      signal: new AbortController().signal,
    });
    expect(content.slice(content.indexOf('\n\n') + 2)).toBe(expected);
  });

  it.each([
    ['', {}, /needs a message/],
    ['m', { 'a b': 'c' }, /Not a trailer/],
    ['m', { a: 'b\nc' }, /Not a trailer/],
  ])('refuses the message %j with %j', async (message, trailers, expected) => {
    const tree = empty();
    await tree.write('x', 'x');
    await expect(
      commit(tree, message, trailers as Record<string, string>),
    ).rejects.toThrow(expected);
  });
});
