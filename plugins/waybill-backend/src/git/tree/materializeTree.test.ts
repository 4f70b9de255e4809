import {
  lstat,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Edit, emptyFolder, putNode } from './editFolder';
import { materializeTree } from './materializeTree';
import { FileNode, FolderNode } from './nodes';

const source = {
  trees: async () => new Map(),
  blobs: async () => new Map<string, Buffer>(),
};
const file = (text: string, mode: FileNode['mode'] = '100644'): FileNode => ({
  kind: 'file',
  mode,
  id: text,
  content: Buffer.from(text),
  rawName: Buffer.from('name'),
});

async function treeOf(files: Record<string, FileNode>): Promise<FolderNode> {
  const edit: Edit = { owner: Symbol('test'), source };
  let root = emptyFolder(edit.owner);
  for (const [path, node] of Object.entries(files)) {
    root = await putNode(root, path.split('/'), node, edit);
  }
  return root;
}

describe('a tree on disk', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'waybill-tree-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const FILES = {
    'base/a.yaml': file('a'),
    'bin/run': file('#!/bin/sh', '100755'),
    'prod/base': file('../base', '120000'),
    'prod/escape': file('../../etc', '120000'),
    'test/b.yaml': file('b'),
  };

  it('is whole where nothing else is asked for', async () => {
    await materializeTree(await treeOf(FILES), source, directory);
    expect((await readdir(directory)).sort()).toEqual([
      'base',
      'bin',
      'prod',
      'test',
    ]);
    const { mode } = await stat(join(directory, 'bin/run'));
    expect(mode % 0o1000).toBe(0o755);
  });

  it('has what is asked for and what its links lead to, and no link that leads out', async () => {
    await materializeTree(await treeOf(FILES), source, directory, ['prod']);
    expect((await readdir(directory)).sort()).toEqual(['base', 'prod']);
    expect(await readlink(join(directory, 'prod/base'))).toBe('../base');
    expect(await readFile(join(directory, 'prod/base/a.yaml'), 'utf8')).toBe(
      'a',
    );
    const escape = join(directory, 'prod/escape');
    expect((await lstat(escape)).isFile()).toBe(true);
    expect(await readFile(escape, 'utf8')).toBe('../../etc');
  });
});
