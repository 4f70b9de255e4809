import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { assertOwnSchemas } from './assertOwnSchemas';

const FILE = { properties: { a: { $ref: 'file:///etc/passwd' } } };
const OWN = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://example.com/web.json',
  definitions: { port: { type: 'integer' } },
  properties: {
    // Properties of these names are not what they look like.
    id: { type: 'string', default: 'web' },
    port: { $ref: '#/definitions/port' },
  },
};

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'waybill-schemas-'));
});

afterEach(() => rm(directory, { recursive: true }));

function bytes(content: object | Buffer | string): Buffer | string {
  return Buffer.isBuffer(content) || typeof content === 'string'
    ? content
    : JSON.stringify(content);
}

async function lay(files: Record<string, object | Buffer | string>) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes(content));
  }
}

async function archive(files: [string, object | Buffer][]): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of files) tar.entry({ name }, bytes(content));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

describe('the schema of a chart', () => {
  it('may refer to itself', async () => {
    await lay({
      'web/values.schema.json': OWN,
      'web/charts/x.tgz': await archive([['x/values.schema.json', OWN]]),
      'web/other.json': FILE,
    });
    await expect(assertOwnSchemas(directory, false)).resolves.toBeUndefined();
  });

  it.each<[string, object]>([
    ['a file', FILE],
    ['a file beside it', { allOf: [{ $ref: 'other.json#/a' }] }],
    ['an address', { $ref: 'http://localhost:8080/admin' }],
    ['a file by a dynamic reference', { $dynamicRef: 'file:///etc/passwd' }],
    ['a schema of schemas', { $schema: 'file:///etc/passwd' }],
    ['a place to start from', { $id: 'file:///etc/', $ref: '#/a' }],
  ])('names no %s', async (_, schema) => {
    await lay({ 'web/values.schema.json': schema });
    await expect(assertOwnSchemas(directory, false)).rejects.toThrow(
      /^"web\/values\.schema\.json" has "\$.+": ".+"; the schema of a chart may refer to itself alone/,
    );
  });

  it('may name addresses, and no files, where programs may reach the network', async () => {
    await lay({
      'web/values.schema.json': { $ref: 'https://example.com/port.json' },
    });
    await assertOwnSchemas(directory, true);
    await lay({ 'web/values.schema.json': FILE });
    await expect(assertOwnSchemas(directory, true)).rejects.toThrow('passwd');
  });

  it('is looked at behind links, and in archives of archives', async () => {
    await lay({ 'web/payload.json': FILE });
    await symlink('payload.json', join(directory, 'web/values.schema.json'));
    await expect(assertOwnSchemas(directory, false)).rejects.toThrow('passwd');
    await rm(join(directory, 'web'), { recursive: true });

    const inner = await archive([['y/values.schema.json', FILE]]);
    const outer = await archive([['x/charts/y.tgz', inner]]);
    await lay({ 'web/charts/x.tgz': outer });
    await expect(assertOwnSchemas(directory, false)).rejects.toThrow(
      /x\.tgz: .*y\.tgz: .*values\.schema\.json" has/,
    );
  });

  it('is looked at under each of two equal names, and where its name is not as it seems', async () => {
    for (const files of [
      [
        ['x/values.schema.json', FILE],
        ['x/values.schema.json', OWN],
      ],
      [['x/./values.schema.json/.', FILE]],
    ] as [string, object][][]) {
      await lay({ 'web/charts/x.tgz': await archive(files) });
      await expect(assertOwnSchemas(directory, false)).rejects.toThrow(
        'passwd',
      );
    }
    await lay({
      'web/charts/x.tgz': await archive([['x\\values.schema.json', FILE]]),
    });
    await expect(assertOwnSchemas(directory, false)).rejects.toThrow(
      'leads out of it',
    );
  });

  it('has to be JSON, and its archive an archive', async () => {
    await lay({ 'web/values.schema.json': '{' });
    await expect(assertOwnSchemas(directory, false)).rejects.toThrow(
      '"web/values.schema.json" is no JSON',
    );
    await lay({ 'web/values.schema.json': OWN, 'web/charts/x.tgz': 'x' });
    await expect(assertOwnSchemas(directory, false)).rejects.toThrow(
      '"web/charts/x.tgz" cannot be looked into',
    );
  });
});
