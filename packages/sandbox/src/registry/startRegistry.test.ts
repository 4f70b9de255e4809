import { execFile } from 'child_process';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { digestOf } from './digestOf';
import { pushImage } from './pushImage';
import { Registry, startRegistry } from './startRegistry';

const run = promisify(execFile);
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

describe('startRegistry', () => {
  let directory: string;
  let registry: Registry;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'registry-'));
    registry = await startRegistry({ directory, port: 0 });
  });

  afterEach(async () => {
    await registry.close();
    await rm(directory, { recursive: true, force: true });
  });

  const get = (path: string, init?: RequestInit) =>
    fetch(`${registry.url}${path}`, init);
  const errorOf = async (response: Response) => ({
    status: response.status,
    code: (await response.json()).errors[0].code,
  });
  const push = (tag: string, platforms?: string[]) =>
    pushImage({
      registryUrl: registry.url,
      repository: 'library/nginx',
      tag,
      platforms,
    });

  it('takes what skopeo copies, also between repositories and as an index, and gives it back unchanged', async () => {
    const { digest } = await push('1.25.0', ['linux/amd64', 'linux/arm64/v8']);
    const host = registry.url.replace('http://', 'docker://');
    const plain = ['--src-tls-verify=false', '--dest-tls-verify=false'];
    await run('skopeo', [
      'copy',
      '--all',
      ...plain,
      `${host}/library/nginx:1.25.0`,
      `${host}/mirror/nginx:copied`,
    ]);
    await run('skopeo', [
      'copy',
      '--src-tls-verify=false',
      `${host}/mirror/nginx:copied`,
      `dir:${join(directory, 'pulled')}`,
    ]);
    const head = await get('/v2/mirror/nginx/manifests/copied', {
      method: 'HEAD',
    });
    expect(head.headers.get('docker-content-digest')).toBe(digest);
    const { stdout } = await run('skopeo', [
      'inspect',
      '--tls-verify=false',
      `${host}/mirror/nginx:copied`,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      Architecture: 'amd64',
      RepoTags: ['copied'],
    });
    expect((await (await get('/v2/_catalog')).json()).repositories).toEqual([
      'library/nginx',
      'mirror/nginx',
    ]);
  });

  it('keeps everything over a restart', async () => {
    const { digest } = await push('1.0.0');
    await registry.close();
    registry = await startRegistry({ directory, port: 0 });
    const again = await get('/v2/library/nginx/manifests/1.0.0');
    expect(digestOf(await again.text())).toBe(digest);
  });

  it('pages tags with a relative Link', async () => {
    for (const tag of ['a', 'b', 'c', 'd', 'e']) {
      await push(tag);
    }
    const pages: string[][] = [];
    let path: string | undefined = '/v2/library/nginx/tags/list?n=2';
    while (path) {
      const response: Response = await get(path);
      pages.push((await response.json()).tags);
      path = /^<(.*)>; rel="next"$/.exec(
        response.headers.get('link') ?? '',
      )?.[1];
    }
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(await errorOf(await get('/v2/library/nginx/tags/list?n=x'))).toEqual(
      { status: 400, code: 'PAGINATION_NUMBER_INVALID' },
    );
  });

  it('takes a blob in chunks, refuses a gap and a wrong digest, and serves ranges', async () => {
    const content = Buffer.from('0123456789');
    const started = await get('/v2/a/b/blobs/uploads/', { method: 'POST' });
    const at = started.headers.get('location')!;
    const chunk = (from: number, to: number) =>
      get(at, {
        method: 'PATCH',
        headers: { 'content-range': `${from}-${to}` },
        body: new Uint8Array(content.subarray(from, to + 1)),
      });
    expect((await chunk(0, 3)).headers.get('range')).toBe('0-3');
    expect((await chunk(5, 6)).status).toBe(416);
    expect((await chunk(4, 9)).status).toBe(202);
    const wrong = `sha256:${'1'.repeat(64)}`;
    expect(
      await errorOf(await get(`${at}?digest=${wrong}`, { method: 'PUT' })),
    ).toEqual({ status: 400, code: 'DIGEST_INVALID' });
    const digest = digestOf(content);
    const done = await get(`${at}?digest=${digest}`, { method: 'PUT' });
    expect(done.status).toBe(201);

    const mounted = await get(
      `/v2/c/d/blobs/uploads/?mount=${digest}&from=a/b`,
      { method: 'POST' },
    );
    expect(mounted.status).toBe(201);
    const part = await get(`/v2/c/d/blobs/${digest}`, {
      headers: { range: 'bytes=2-4' },
    });
    expect([part.status, await part.text()]).toEqual([206, '234']);
    const beyond = await get(`/v2/c/d/blobs/${digest}`, {
      headers: { range: 'bytes=10-' },
    });
    expect(beyond.status).toBe(416);
    const elsewhere = await get(`/v2/e/f/blobs/${digest}`);
    expect(await errorOf(elsewhere)).toEqual({
      status: 404,
      code: 'BLOB_UNKNOWN',
    });
  });

  it.each<[string, string, RequestInit, number, string]>([
    ['a bad name', '/v2/Bad/tags/list', {}, 400, 'NAME_INVALID'],
    ['a name that climbs', '/v2/a/..%2fb/tags/list', {}, 400, 'NAME_INVALID'],
    ['an unknown name', '/v2/a/b/tags/list', {}, 404, 'NAME_UNKNOWN'],
    ['an unknown tag', '/v2/a/b/manifests/x', {}, 404, 'MANIFEST_UNKNOWN'],
    ['a bad digest', '/v2/a/b/manifests/sha256:1', {}, 400, 'DIGEST_INVALID'],
    [
      'a manifest of a foreign type',
      '/v2/a/b/manifests/x',
      { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: '{}' },
      400,
      'MANIFEST_INVALID',
    ],
    [
      'a manifest whose blobs are not there',
      '/v2/a/b/manifests/x',
      {
        method: 'PUT',
        headers: { 'content-type': MANIFEST },
        body: JSON.stringify({
          schemaVersion: 2,
          config: { mediaType: 'x', size: 0, digest: digestOf('') },
          layers: [],
        }),
      },
      404,
      'MANIFEST_BLOB_UNKNOWN',
    ],
  ])('answers %s in the words of OCI', async (_, path, init, status, code) => {
    expect(await errorOf(await get(path, init))).toEqual({ status, code });
  });

  it('answers 304, and a deleted digest takes its tags along', async () => {
    const { digest } = await push('1.0.0');
    await push('1.1.0');
    const cached = await get('/v2/library/nginx/manifests/1.0.0', {
      headers: { 'if-none-match': `"${digest}"` },
    });
    expect(cached.status).toBe(304);
    await get(`/v2/library/nginx/manifests/${digest}`, { method: 'DELETE' });
    const { tags } = await (await get('/v2/library/nginx/tags/list')).json();
    expect(tags).toEqual(['1.1.0']);
  });

  it('lets skopeo in with a bearer token, and nobody without', async () => {
    await registry.close();
    registry = await startRegistry({
      directory,
      port: 0,
      auth: { type: 'bearer', username: 'bot', password: 'secret' },
    });
    const host = registry.url.replace('http://', 'docker://');
    await run('skopeo', [
      'copy',
      '--dest-tls-verify=false',
      '--dest-creds=bot:secret',
      `dir:${await smallImage(directory)}`,
      `${host}/team/app:1`,
    ]);
    const anonymous = await get('/v2/team/app/tags/list');
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="http.*\/token",service="sandbox",scope="repository:team\/app:pull"$/,
    );
  });

  it('misbehaves on request, for so many times', async () => {
    await get('/_control/fault', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'error-500', on: 1 }),
    });
    expect((await get('/v2/')).status).toBe(500);
    expect((await get('/v2/')).status).toBe(200);
    registry.setFault('rate-limit', true);
    const limited = await get('/v2/');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([
      429,
      '7',
    ]);
    registry.setFault('rate-limit', false);
    registry.setFault('hang', true);
    await expect(
      get('/v2/', { signal: AbortSignal.timeout(100) }),
    ).rejects.toThrow(/timeout/);
  });
});

/** An image in skopeo's folder form, pulled from a second registry. */
async function smallImage(directory: string): Promise<string> {
  const source = await startRegistry({
    directory: join(directory, 'source'),
    port: 0,
  });
  const folder = join(directory, 'image');
  try {
    await pushImage({ registryUrl: source.url, repository: 'a', tag: 'b' });
    await run('skopeo', [
      'copy',
      '--src-tls-verify=false',
      `${source.url.replace('http://', 'docker://')}/a:b`,
      `dir:${folder}`,
    ]);
  } finally {
    await source.close();
  }
  return folder;
}
