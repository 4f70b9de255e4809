import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { createRepository, findRepository } from '../git/repositories';
import { runGit } from '../git/runGit';
import { SeedRepository, seedRepositories } from './seedRepositories';

/** What is in the repositories, one folder each. */
const FILES = join(
  dirname(require.resolve('../../package.json')),
  'src/seed/repositories',
);

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    withFileTypes: true,
    recursive: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .map(path => path.split(sep).join('/'))
    .sort();
}

/** The repository's history as `git fast-import` reads it. */
async function writeHistory(repository: SeedRepository): Promise<Buffer> {
  const folder = join(FILES, repository.owner, repository.name);
  const named = repository.commits.flatMap(commit => commit.files ?? []);
  const others = (await listFiles(folder)).filter(
    path => !named.includes(path),
  );
  const parts: (string | Buffer)[] = [];
  const data = (content: string | Buffer) =>
    parts.push(`data ${Buffer.byteLength(content)}\n`, content, '\n');
  for (const commit of repository.commits) {
    const { author, date, files = others, message, version } = commit;
    const seconds = Date.parse(date) / 1000;
    const person = `${author.name} <${author.email}> ${seconds} +0000`;
    parts.push('commit refs/heads/main\n');
    parts.push(`author ${person}\ncommitter ${person}\n`);
    data(`${message}\n`);
    for (const path of files) {
      parts.push(`M 100644 inline ${path}\n`);
      data(await readFile(join(folder, path)));
    }
    if (version) {
      parts.push(`reset refs/tags/v${version}\nfrom refs/heads/main\n\n`);
    }
  }
  for (const branch of repository.branches ?? []) {
    parts.push(`reset refs/heads/${branch}\nfrom refs/heads/main\n\n`);
  }
  return Buffer.concat(parts.map(part => Buffer.from(part)));
}

/** Makes those repositories of the example company that are missing; what is there stays as it is. */
export async function seedGit(directory: string): Promise<void> {
  for (const repository of seedRepositories) {
    if (!findRepository(directory, repository)) {
      const history = await writeHistory(repository);
      await createRepository(directory, repository, async path => {
        await runGit(path, ['fast-import', '--quiet'], { input: history });
      });
    }
  }
}
