import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

interface Owner {
  host: string;
  pid: number;
  /** Tells two processes with one number apart. */
  started: string;
}

const MOST_CLAIMS = 64;
/** A process on another host cannot be asked; its claim counts while it is renewed. */
const OTHER_HOST_MS = 3600_000;

/**
 * A folder below `parent` that belongs to this process alone: two processes in one bare repository trip over each
 * other's locks, and would take each other's for leftovers. What a dead process left is taken over, with all that is
 * cached in it.
 */
export async function claimDirectory(parent: string): Promise<string> {
  await fs.mkdir(parent, { recursive: true, mode: 0o700 });
  await refuseForeign(parent);
  const me: Owner = {
    host: hostname(),
    pid: process.pid,
    started: await startOf(process.pid),
  };
  for (let number = 0; number < MOST_CLAIMS; number++) {
    const directory = join(parent, String(number));
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    if (await take(join(directory, 'owner.json'), me)) {
      return directory;
    }
  }
  throw new Error(
    `No free cache folder in ${parent}: ${MOST_CLAIMS} other processes use it`,
  );
}

/** Below a folder that all may write to, somebody else may have been quicker to make ours. */
async function refuseForeign(directory: string): Promise<void> {
  const { uid } = await fs.lstat(directory);
  if (process.getuid && uid !== process.getuid()) {
    throw new Error(
      `The Git cache ${directory} belongs to another user of this machine; see waybill.git.cacheDirectory`,
    );
  }
}

async function take(file: string, me: Owner): Promise<boolean> {
  const mine = `${file}.${randomUUID()}`;
  await fs.writeFile(mine, JSON.stringify(me));
  try {
    if (await linked(mine, file)) {
      return true;
    }
    const found = await read(file);
    if (found !== undefined && (await alive(found, file, me))) {
      return false;
    }
    const aside = `${mine}.aside`;
    try {
      await fs.rename(file, aside);
      if ((await read(aside)) !== found) {
        // Another process was quicker, and this is its claim.
        await linked(aside, file);
        return false;
      }
    } catch {
      return false;
    } finally {
      await fs.rm(aside, { force: true });
    }
    return await linked(mine, file);
  } finally {
    await fs.rm(mine, { force: true });
  }
}

/** A hard link either makes the whole file appear or fails. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await fs.link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function read(file: string): Promise<string | undefined> {
  return fs.readFile(file, 'utf8').catch(() => undefined);
}

async function alive(text: string, file: string, me: Owner): Promise<boolean> {
  let owner: Owner;
  try {
    owner = JSON.parse(text);
  } catch {
    return false;
  }
  if (owner.host !== me.host) {
    const { mtimeMs } = await fs.stat(file);
    return Date.now() - mtimeMs < OTHER_HOST_MS;
  }
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A number is given again after a restart, most of all in a container; the start tells.
  return (await startOf(owner.pid)) === owner.started;
}

/** Clock ticks between boot and the start of a process, where /proc tells. */
async function startOf(pid: number): Promise<string> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
