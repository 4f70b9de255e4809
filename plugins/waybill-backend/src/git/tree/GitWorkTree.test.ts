import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { NewObject } from '../objects/encodePack';
import { commitFiles } from '../testing/commitFiles';
import { git } from '../testing/git';
import { GitWorkTree } from './GitWorkTree';

jest.setTimeout(60_000);

const nothingElse = async () => {
  throw new Error('There is no remote here');
};

/** A tree from nothing, whose push only shows what would be sent. */
function emptyTree() {
  const sent = new Map<string, NewObject>();
  const tree = new GitWorkTree({
    repoURL: 'https://git.example.com/x',
    repositoryKey: 'x',
    branch: 'main',
    base: undefined,
    source: { trees: async () => new Map(), blobs: async () => new Map() },
    remote: {
      async push({ head, objects }) {
        objects.forEach((object, id) => sent.set(id, object));
        return { status: 'pushed', commit: head };
      },
      pushTag: nothingElse,
      treeOf: nothingElse,
      mergeBase: nothingElse,
    },
  });
  const commit = () =>
    tree.commit({
      message: 'm',
      author: { name: 'Waybill', email: 'waybill@example.com' },
      date: new Date('2026-03-01T10:00:00Z'),
      trailers: {},
    });
  /** The id of the tree object of the head. */
  const treeId = async () => {
    await tree.push({
      targetBranch: 'main',
      signal: new AbortController().signal,
    });
    const content = sent.get(tree.head!)!.content.toString();
    return /^tree (\w+)/.exec(content)![1];
  };
  return { tree, commit, treeId };
}

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

type Files = Map<string, string>;
const isAt = (file: string, target: string) =>
  file === target || file.startsWith(`${target}/`);
const throughFile = (files: Files, target: string) =>
  [...files.keys()].some(file => target.startsWith(`${file}/`));

/** What a disk would do; false when it would refuse. */
function apply(files: Files, target: string, text: string): boolean {
  const isFolder = [...files.keys()].some(file =>
    file.startsWith(`${target}/`),
  );
  if (isFolder || throughFile(files, target)) {
    return false;
  }
  files.set(target, text);
  return true;
}

/** The files after a folder or file was copied; undefined where that makes no sense. */
function copied(files: Files, from: string, to: string): Files | undefined {
  const after = new Map(files);
  const those = [...files].filter(([file]) => isAt(file, from));
  const fits =
    those.length > 0 &&
    !isAt(to, from) &&
    !isAt(from, to) &&
    those.every(([file, text]) =>
      apply(after, to + file.slice(from.length), text),
    );
  return fits ? after : undefined;
}

const succeeds = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

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
        const { tree, commit, treeId } = emptyTree();
        let files: Files = new Map();
        let committed: Files = new Map();
        const done: boolean[] = [];
        const expected: boolean[] = [];
        for (const each of edits) {
          if (each.do === 'write') {
            expected.push(apply(files, each.path, each.text));
            done.push(await succeeds(tree.write(each.path, each.text)));
          } else if (each.do === 'remove') {
            expected.push(!throughFile(files, each.path));
            files = new Map(
              [...files].filter(([file]) => !isAt(file, each.path)),
            );
            done.push(await succeeds(tree.remove(each.path)));
          } else if (each.do === 'commit') {
            await commit();
            committed = new Map(files);
          } else if (copied(files, each.path, each.to)) {
            files = copied(files, each.path, each.to)!;
            done.push(await tree.adopt(tree, each.path, each.to));
            expected.push(true);
          }
        }
        expect(done).toEqual(expected);
        expect(await tree.list()).toEqual([...files.keys()].sort());
        const all = [...new Set([...files.keys(), ...committed.keys()])].sort();
        expect(
          (await tree.changes()).map(change => [
            change.path,
            change.before?.toString(),
            change.after?.toString(),
          ]),
        ).toEqual(
          all
            .filter(file => files.get(file) !== committed.get(file))
            .map(file => [file, committed.get(file), files.get(file)]),
        );

        run += 1;
        await tree.write('last', `${run}`);
        await commit();
        const repository = join(directory, `${run}.git`);
        await git(directory, 'init', '--quiet', '--bare', repository);
        await commitFiles(repository, {
          files: { ...Object.fromEntries(files), last: `${run}` },
        });
        expect(await treeId()).toBe(
          await git(repository, 'rev-parse', 'main^{tree}'),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('loses none of several edits started at once', async () => {
    const { tree } = emptyTree();
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => tree.write(`dir/${n}`, 'x')),
    );
    expect(await tree.list()).toHaveLength(50);
  });

  it('keeps what was adopted apart from later edits on either side', async () => {
    const one = emptyTree().tree;
    const two = emptyTree().tree;
    await one.write('a/b', '1');
    await two.adopt(one, 'a', 'c');
    await one.write('a/b', '2');
    await two.write('c/d', '3');
    expect(await one.list()).toEqual(['a/b']);
    expect(String(await two.read('c/b'))).toBe('1');
    expect(await two.list()).toEqual(['c/b', 'c/d']);
  });
});
