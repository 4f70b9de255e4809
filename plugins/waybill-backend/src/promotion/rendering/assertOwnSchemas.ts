import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, isError } from '@backstage/errors';
import { readTar } from '../archives/readTar';

const SCHEMA = 'values.schema.json';
/** Charts in the archives of charts in the archives of … */
const MOST_NESTED = 8;
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/**
 * Throws an `InputError` where the `values.schema.json` of a chart in a folder on disk, or in an archive there, names anything outside of
 * itself. Helm reads what a schema refers to, from this machine and its network, and its complaints tell what is there.
 *
 * @param network - programs may reach the network, so that a schema may name addresses; files never
 */
export async function assertOwnSchemas(
  directory: string,
  network: boolean,
): Promise<void> {
  const visit = async (folder: string, prefix: string) => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries) {
      const path = `${prefix}${entry.name}`;
      const place = join(folder, entry.name);
      if (entry.isDirectory()) {
        await visit(place, `${path}/`);
      } else if (isOfInterest(entry.name)) {
        // A link is followed, as Helm does; one that leads nowhere is nothing.
        const content = await readFile(place).catch(() => undefined);
        if (content) await assertOwn(path, content, network, 0);
      }
    }
  };
  await visit(directory, '');
}

function isOfInterest(path: string): boolean {
  return path.includes(SCHEMA) || path.endsWith('.tgz');
}

async function assertOwn(
  path: string,
  content: Buffer,
  network: boolean,
  depth: number,
): Promise<void> {
  if (!path.endsWith('.tgz')) {
    assertOwnSchema(path, content, network);
    return;
  }
  if (depth === MOST_NESTED) {
    throw new InputError(
      `"${path}" is in the archives of ${depth} charts; no more than ${depth} are looked into`,
    );
  }
  for (const entry of await readArchive(path, content)) {
    await assertOwn(
      `${path}: ${entry.path}`,
      entry.content,
      network,
      depth + 1,
    );
  }
}

async function readArchive(path: string, content: Buffer) {
  let count = 0;
  try {
    // Each under a name of its own: of two with one name nobody knows which one Helm believes.
    return await readTar(content, name => {
      count += 1;
      return isOfInterest(name) ? `${count}/${name}` : undefined;
    });
  } catch (error) {
    throw new InputError(
      `"${path}" cannot be looked into: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}

function assertOwnSchema(
  path: string,
  content: Buffer,
  network: boolean,
): void {
  const todo: unknown[] = [parse(path, content)];
  while (todo.length > 0) {
    const value = todo.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && leadsOut(key, inner, network)) {
        throw new InputError(
          `"${path}" has "${key}": "${inner}"; the schema of a chart may refer to itself alone ("#/…"), since Helm would read what else it names from this machine`,
        );
      }
      todo.push(inner);
    }
  }
}

function leadsOut(key: string, text: string, network: boolean): boolean {
  const isAddress = /^https?:\/\//.test(text);
  if (REFERENCES.includes(key)) {
    return !text.startsWith('#') && !(network && isAddress);
  }
  if (key === '$schema') {
    // Those that Helm has in itself.
    return (
      !/^https?:\/\/json-schema\.org\//.test(text) && !(network && isAddress)
    );
  }
  return (key === '$id' || key === 'id') && /^\s*file:/i.test(text);
}

function parse(path: string, content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new InputError(`"${path}" is no JSON: ${(error as Error).message}`);
  }
}
