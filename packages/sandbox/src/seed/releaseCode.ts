import { runGitLine } from '../git/runGit';
import { buildTree } from '../github/writing/buildTree';
import { moveRef } from '../github/writing/moveRef';
import { writeCommit } from '../github/writing/writeCommit';

const dana = { name: 'Dana Fischer', email: 'dana.fischer@acme.example' };
const olga = { name: 'Olga Marin', email: 'olga.marin@acme.example' };

/** What the storefront's people do next, over and over. */
const CHANGES = [
  { file: 'wishes.js', message: 'Keep a wish list', author: dana },
  { file: 'delivery.js', message: 'Say when it will arrive', author: olga },
  { file: 'search.js', message: 'Find words with a typo', author: dana },
  { file: 'returns.js', message: 'Send back without an account', author: olga },
  { file: 'sizes.js', message: 'Explain the sizes', author: olga },
  { file: 'stock.js', message: 'Hide what is sold out', author: dana },
];
const CHANGES_A_RELEASE = 2;
const ATTEMPTS = 10;

/**
 * The commit that a version is built from, tagged with it. A version that is new is built from what is on `main`; where that was built
 * before under another version, somebody has worked on it since, so that every version brings something.
 */
export async function releaseCode(
  repository: string,
  version: string,
): Promise<string> {
  const tag = `refs/tags/${tagOf(version)}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const released = await commitAt(repository, tag);
    if (released) {
      return released;
    }
    const main = await runGitLine(repository, ['rev-parse', 'refs/heads/main']);
    const tags = await runGitLine(repository, [
      'for-each-ref',
      `--points-at=${main}`,
      'refs/tags/v*',
    ]);
    const commit = tags ? await workOn(repository, main) : main;
    // Somebody else may have released or pushed meanwhile: then it is looked at anew.
    if (
      (commit === main ||
        (await moveRef(repository, 'refs/heads/main', main, commit))) &&
      (await moveRef(repository, tag, undefined, commit))
    ) {
      return commit;
    }
  }
  throw new Error(`${version} could not be released: the repository is busy`);
}

/** Not all that may be in a tag of an image may be in one of Git. */
function tagOf(version: string): string {
  return `v${version}`.replace(/\.{2,}|\.$|\.lock$/g, '-');
}

async function commitAt(repository: string, ref: string): Promise<string> {
  return runGitLine(repository, [
    'for-each-ref',
    '--format=%(objectname)',
    ref,
  ]);
}

/** A few commits on top of one. No branch has them yet. */
async function workOn(repository: string, from: string): Promise<string> {
  const done = Number(
    await runGitLine(repository, ['rev-list', '--count', from]),
  );
  let tip = from;
  for (let number = done; number < done + CHANGES_A_RELEASE; number += 1) {
    const { file, message, author } = CHANGES[number % CHANGES.length];
    const sha = await runGitLine(repository, ['hash-object', '-w', '--stdin'], {
      input: `// ${message}: change ${number}\n`,
    });
    const tree = await buildTree(repository, `${tip}^{tree}`, [
      { path: ['src', file], entry: { mode: '100644', sha } },
    ]);
    tip = await writeCommit(repository, {
      tree: tree!,
      parents: [tip],
      message: `${message}\n`,
      author,
      committer: author,
    });
  }
  return tip;
}
