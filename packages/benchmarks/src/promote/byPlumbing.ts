import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { gitEnvironment } from '@waybill/backstage-plugin-waybill-backend/src/git/program/gitEnvironment';
import { Promoter } from './Promoter';
import { KUSTOMIZATION } from './repositoryFiles';

function run(
  args: string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  input?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env, cwd });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', chunk => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', chunk => {
      errors += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve(output)
        : reject(new Error(`git ${args[0]} ended with ${code}: ${errors}`)),
    );
  });
}

/**
 * The least that git itself can do, as a script would: a bare cache, one commit without files, one file read, one
 * `fast-import`, one push; with the settings that Waybill gives git, so that what differs is the work. No checks, no lost races, one repository.
 */
export const byPlumbing: Promoter = {
  name: 'plumbing script',
  async promote({ repoURL, cache, tag, credential }) {
    const env = {
      ...gitEnvironment({
        home: cache,
        allowFileProtocol: false,
        remote: { href: repoURL, credential: { type: 'basic', ...credential } },
      }),
      GIT_DIR: cache,
    };
    const git = (args: string[], input?: string) =>
      run(args, env, cache, input);
    if (!existsSync(cache)) {
      await mkdir(cache);
      await git(['init', '--quiet', '--bare', '--template=', cache]);
    }
    await git([
      'fetch',
      '--quiet',
      '--depth=1',
      '--filter=blob:none',
      '--no-tags',
      '--no-write-fetch-head',
      'origin',
      '+refs/heads/main:refs/base/main',
    ]);
    const before = await git([
      'cat-file',
      'blob',
      `refs/base/main:${KUSTOMIZATION}`,
    ]);
    const after = before.replace(/newTag: .*/, `newTag: ${tag}`);
    const message = `Promote ${tag}`;
    const made = await git(
      ['fast-import', '--quiet', '--force'],
      [
        'blob\nmark :1\n',
        `data ${Buffer.byteLength(after)}\n${after}\n`,
        'commit refs/made/main\nmark :2\n',
        `committer Waybill <waybill@example.com> ${Math.floor(
          Date.now() / 1000,
        )} +0000\n`,
        `data ${Buffer.byteLength(message)}\n${message}\n`,
        'from refs/base/main^0\n',
        `M 100644 :1 ${KUSTOMIZATION}\n`,
        'get-mark :2\n',
      ].join(''),
    );
    await git(['push', '--quiet', 'origin', `${made.trim()}:refs/heads/main`]);
  },
};
