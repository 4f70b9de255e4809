import { GitCommandError, runGit } from '../../git/runGit';
import { contains } from '../reading/contains';
import { readObjectType } from '../reading/readObjectType';

const NONE = '0'.repeat(40);
const SHA = /^[0-9a-f]{40}$/;

export interface RefUpdate {
  name: string;
  afterOid: string;
  beforeOid?: string | null;
  force: boolean;
}

async function tipOf(path: string, ref: string): Promise<string | undefined> {
  const found = await runGit(path, [
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    ref,
  ]);
  const line = String(found)
    .split('\n')
    .find(each => each.startsWith(`${ref} `));
  return line?.split(' ')[1];
}

/** Moves refs from where they must be to where they shall be, all or none. Throws what GitHub would say. */
export async function updateRefs(
  path: string,
  updates: RefUpdate[],
): Promise<void> {
  const commands: string[] = [];
  for (const { name, afterOid, beforeOid, force } of updates) {
    if (!/^refs\/[^/]+\/./.test(name)) {
      throw new Error(`${name} is not a fully qualified ref name`);
    }
    if (![afterOid, beforeOid ?? NONE].every(oid => SHA.test(oid))) {
      throw new Error('Expected an object id of 40 hexadecimal digits');
    }
    if (afterOid !== NONE && !(await readObjectType(path, afterOid))) {
      throw new Error(`The object ${afterOid} does not exist`);
    }
    const tip = (await tipOf(path, name)) ?? NONE;
    const isForward =
      tip === NONE ||
      afterOid === NONE ||
      (await contains(path, tip, afterOid));
    if (!force && !isForward) {
      throw new Error(`Update to ${name} is not a fast forward`);
    }
    const before = beforeOid ?? tip;
    commands.push(
      afterOid === NONE
        ? `delete ${name}\0${before}\0`
        : `update ${name}\0${afterOid}\0${before}\0`,
    );
  }
  try {
    await runGit(path, ['update-ref', '--stdin', '-z'], {
      input: commands.join(''),
    });
  } catch (error) {
    throw error instanceof GitCommandError
      ? new Error('A ref is not at the value of its beforeOid')
      : error;
  }
}
