import { spawn } from 'node:child_process';
import { git } from './git';

export interface TestFile {
  content: string | Buffer;
  mode?: '100644' | '100755' | '120000';
}

/** Puts a commit on a branch of a bare repository on disk, in one go whatever its size; null removes a file. */
export async function commitFiles(
  repository: string,
  options: {
    branch?: string;
    message?: string;
    date?: string;
    /** Further parents, which makes it a merge. */
    merge?: string[];
    files: Record<string, string | TestFile | null>;
  },
): Promise<string> {
  const ref = `refs/heads/${options.branch ?? 'main'}`;
  const parent = await git(
    repository,
    'rev-parse',
    '--verify',
    '-q',
    ref,
  ).catch(() => undefined);
  const seconds = Math.floor(
    Date.parse(options.date ?? '2026-01-01T00:00:00Z') / 1000,
  );
  const message = Buffer.from(options.message ?? 'a commit');
  const parts: (string | Buffer)[] = [
    `commit ${ref}\n`,
    `author Ann <ann@example.com> ${seconds} +0000\n`,
    `committer Ann <ann@example.com> ${seconds} +0000\n`,
    `data ${message.length}\n`,
    message,
    '\n',
    parent ? `from ${parent}\n` : '',
    ...(options.merge ?? []).map(each => `merge ${each}\n`),
  ];
  for (const [path, file] of Object.entries(options.files)) {
    if (file === null) {
      parts.push(`D ${path}\n`);
      continue;
    }
    const { content, mode = '100644' }: TestFile =
      typeof file === 'string' ? { content: file } : file;
    const bytes = Buffer.from(content);
    parts.push(
      `M ${mode} inline ${path}\n`,
      `data ${bytes.length}\n`,
      bytes,
      '\n',
    );
  }
  await new Promise<void>((resolve, reject) => {
    const child = spawn(
      'git',
      ['fast-import', '--quiet', '--date-format=raw'],
      {
        cwd: repository,
        stdio: ['pipe', 'ignore', 'inherit'],
      },
    );
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`fast-import ended with ${code}`)),
    );
    child.stdin.end(Buffer.concat(parts.map(part => Buffer.from(part))));
  });
  return git(repository, 'rev-parse', ref);
}
