import { createServer } from 'http';
import { AddressInfo } from 'net';
import { HttpRequest } from '@waybill/backstage-plugin-waybill-node';
import { createHttp } from '../http/createHttp';
import { authority, pipeline, signal } from './__testUtils__/authorities';

interface Seen {
  method: string;
  url: string;
  headers: Record<string, unknown>;
  body: string;
}

describe('HTTP as the platform grants it', () => {
  let url: string;
  let other: string;
  let close: () => void;
  const seen: Seen[] = [];
  let location = '';
  let status = 302;

  beforeAll(async () => {
    const start = async () => {
      const server = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const { method = '', headers } = request;
        seen.push({ method, url: request.url!, headers, body });
        if (request.url?.startsWith('/away')) {
          response.writeHead(status, { location });
        }
        response.end('ok');
      });
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    };
    const [first, second] = [await start(), await start()];
    const at = (server: typeof first) =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    url = at(first);
    other = at(second);
    close = () => [first, second].forEach(server => server.close());
  });
  afterAll(() => close());
  beforeEach(() => {
    seen.length = 0;
    status = 302;
  });

  function sender(allow: object[], more: object = {}) {
    const { http } = authority(
      { http: { allow, ...more } },
      { http: createHttp() },
    ).portsFor(pipeline('storefront'), 'dev');
    return (to: string, rest: Partial<HttpRequest> = {}) =>
      http.send({
        method: 'GET',
        url: to,
        headers: [],
        timeoutSeconds: 5,
        limitBytes: 1_000,
        signal,
        ...rest,
      });
  }
  const granted = (...urls: string[]) => [{ urls, privateAddresses: true }];

  it('is none without a grant', async () => {
    await expect(sender([])(`${url}/x?token=s3cret`)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: `GET ${url}/x is not granted to component:default/storefront; an entry of waybill.http.allow in the platform's configuration would grant it`,
    });
    expect(seen).toEqual([]);
  });

  it('is as far as addresses, methods and audience go', async () => {
    const send = sender([
      {
        urls: [`${url}/api`],
        methods: ['GET'],
        owners: ['group:default/team-a'],
        privateAddresses: true,
      },
      { urls: [url], owners: ['group:default/others'], privateAddresses: true },
    ]);
    expect(await send(`${url}/api/v1?x=1`)).toMatchObject({ status: 200 });
    for (const [to, method] of [
      ['/apis', 'GET'],
      ['/', 'GET'],
      ['/api/v1', 'POST'],
      ['/api/../secret', 'GET'],
      ['/api/%2e%2e/secret', 'GET'],
      ['/api/..%2fsecret', 'GET'],
      ['/api/..%5csecret', 'GET'],
      ['/api/..%252fsecret', 'GET'],
    ] as const) {
      await expect(send(`${url}${to}`, { method })).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    }
    expect(seen).toHaveLength(1);
  });

  it('is for public addresses, unless the grant says more', async () => {
    await expect(sender([{ urls: [url] }])(url)).rejects.toThrow(
      /stands for an address that is not public; .* privateAddresses would grant it/,
    );
    expect(seen).toEqual([]);
  });

  it.each([
    ['to what is not granted', () => `${other}/x`],
    ["to a cloud's secrets", () => 'http://169.254.169.254/latest/meta-data'],
    ['to another scheme', () => 'file:///etc/passwd'],
  ])('follows no redirect %s', async (_, to) => {
    location = to();
    await expect(sender(granted(url))(`${url}/away`)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(`${url} redirects: GET `),
    });
    expect(seen).toHaveLength(1);
  });

  it('tells nobody else what may be a secret', async () => {
    location = `${other}/there`;
    const send = sender(granted(url, other));
    await send(`${url}/away`, {
      method: 'POST',
      body: 'x',
      headers: [
        { name: 'Authorization', value: 'Bearer s3cret' },
        { name: 'X-Api-Key', value: 's3cret' },
        { name: 'Accept', value: 'application/json' },
      ],
    });
    expect(seen[1]).toMatchObject({ method: 'GET', url: '/there', body: '' });
    expect(JSON.stringify(seen[1])).not.toContain('s3cret');
    expect(seen[1].headers.accept).toBe('application/json');
  });

  it('repeats a request as it was where it is asked to', async () => {
    location = '/there';
    status = 307;
    await sender(granted(url))(`${url}/away`, {
      method: 'POST',
      body: 'x',
      headers: [{ name: 'X-Api-Key', value: 'k' }],
    });
    expect(seen[1]).toMatchObject({
      method: 'POST',
      body: 'x',
      headers: { 'x-api-key': 'k' },
    });
  });

  it('ends where redirects do not', async () => {
    location = `${url}/away`;
    await expect(sender(granted(url))(`${url}/away`)).rejects.toThrow(
      `${url} redirects more than 10 times`,
    );
  });

  it('goes through the proxies of the platform only', async () => {
    const send = sender(granted(url), { proxies: ['http://127.0.0.1:9'] });
    await expect(
      send(url, { proxy: 'http://evil.example.com:3128' }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(/waybill.http.proxies/),
    });
    await expect(send(url, { proxy: 'http://127.0.0.1:9/' })).rejects.toThrow(
      /ECONNREFUSED/,
    );
  });

  it.each([
    [{ allow: [{ url: ['https://a'] }] }, /expected urls, .* found "url"/],
    [{ allow: [{ urls: ['a.example.com'] }] }, /urls: expected a prefix/],
    [
      { allow: [{ urls: ['https://u:s3cret@a'] }] },
      /urls: expected a prefix.*"https:\/\/a"/,
    ],
    [
      { allow: [{ urls: ['https://a'], methods: ['get'] }] },
      /methods: expected some of/,
    ],
    [
      { allow: [{ urls: ['https://*.a'], privateAddresses: true }] },
      /privateAddresses goes with hosts that are named in full/,
    ],
    [{ proxies: ['proxy:3128'] }, /http.proxies\[0\]: expected an address/],
  ])('refuses %j at the start', (http, message) => {
    expect(() => authority({ http })).toThrow(message);
    expect(() => authority({ http })).not.toThrow(/s3cret/);
  });
});

describe('what else the platform grants to steps', () => {
  const parts = {
    oci: { copy: async () => ({ digest: 'd' }) },
    actions: { find: async () => undefined },
    messages: { isRepeatable: () => true },
  };
  const portsWith = (waybill: object) =>
    authority(waybill, parts as never).portsFor(pipeline('storefront'));
  const copy = (waybill: object, to: string) =>
    portsWith(waybill).oci.copy({
      from: 'a:1',
      to,
      annotations: {},
      limitBytes: 1,
      signal,
    });

  it('are repositories to push to', async () => {
    const images = {
      allow: [
        {
          repositories: ['ghcr.io/acme/**'],
          owners: ['group:default/team-a'],
        },
      ],
    };
    await expect(copy({}, 'ghcr.io/acme/app:1')).rejects.toMatchObject({
      name: 'NotAllowedError',
      message:
        "Pushing to ghcr.io/acme/app is not granted to component:default/storefront; an entry of waybill.images.allow in the platform's configuration would grant it",
    });
    await copy({ images }, 'oci://ghcr.io/acme/app:1');
    await copy({ images }, 'GHCR.io/acme/app:1');
    for (const to of ['ghcr.io/evil:1', 'ghcr.io/acme/../evil:1', 'x']) {
      await expect(copy({ images }, to)).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    }
    expect(() =>
      authority({ images: { allow: [{ repository: ['a'] }] } }),
    ).toThrow(/waybill.images.allow\[0\]: expected repositories/);
  });

  it('are actions', async () => {
    const actions = { allow: [{ actions: ['catalog:*'] }] };
    const find = (waybill: object, id: string) =>
      portsWith(waybill).actions.find(id);
    expect(await find({ actions }, 'catalog:get')).toBeUndefined();
    await expect(find({ actions }, 'scaffolder:x')).rejects.toThrow(
      /The action scaffolder:x is not granted .* waybill.actions.allow/,
    );
    await expect(find({}, 'catalog:get')).rejects.toThrow(/not granted/);
  });

  it('are channels', () => {
    const channel = { name: 'ops', type: 'http', url: 'https://a' };
    const use = (more: object) =>
      portsWith({
        messages: { channels: [{ ...channel, ...more }] },
      }).messages.isRepeatable('ops');
    expect(use({})).toBe(true);
    expect(use({ owners: ['group:default/team-a'] })).toBe(true);
    expect(() => use({ owners: ['group:default/team-b'] })).toThrow(
      /no channel "ops" for component:default\/storefront/,
    );
    expect(() => use({ owner: ['group:default/team-b'] })).toThrow(
      /messages.channels\[0\]: expected name, .*found "owner"/,
    );
  });
});
