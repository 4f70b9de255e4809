import { createServer, IncomingMessage, ServerResponse } from 'http';
import { AddressInfo, createServer as createTcpServer, Server } from 'net';
import { CheckedHttpRequest } from '../ports';
import { createHttp } from './createHttp';
import { isPublicAddress } from './isPublicAddress';

const signal = new AbortController().signal;

function requestTo(
  url: string,
  more: Partial<CheckedHttpRequest> = {},
): CheckedHttpRequest {
  return {
    method: 'GET',
    url,
    headers: [],
    addresses: 'any',
    timeoutSeconds: 5,
    limitBytes: 1_000,
    signal,
    ...more,
  };
}

describe('isPublicAddress', () => {
  it.each([
    ['93.184.216.34', true],
    ['2606:2800:220:1:248:1893:25c8:1946', true],
    ['127.0.0.1', false],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:a9fe:a9fe', false],
    ['64:ff9b::a9fe:a9fe', false],
    ['2002:7f00:1::', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe('createHttp', () => {
  const servers: Server[] = [];
  const http = createHttp();

  async function listen(server: Server): Promise<string> {
    servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const serve = (
    handle: (request: IncomingMessage, response: ServerResponse) => unknown,
  ) => listen(createServer(handle));

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      (server as { closeAllConnections?(): void }).closeAllConnections?.();
      await new Promise(resolve => {
        server.close(resolve);
      });
    }
  });

  it('sends what it is told, and hands on what was answered, whatever the status', async () => {
    const seen: {
      method?: string;
      url?: string;
      key?: unknown;
      body: string;
    }[] = [];
    const url = await serve(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { method, headers } = request;
      seen.push({ method, url: request.url, key: headers['x-key'], body });
      response.writeHead(418, { 'Set-Cookie': ['a=1', 'b=2'] });
      response.end('short and stout');
    });
    const answer = await http.send(
      requestTo(`${url}/pot?a=b`, {
        method: 'POST',
        headers: [{ name: 'X-Key', value: 'k' }],
        body: '{"tea":true}',
      }),
    );
    expect(seen).toEqual([
      { method: 'POST', url: '/pot?a=b', key: 'k', body: '{"tea":true}' },
    ]);
    expect(answer).toMatchObject({
      url: `${url}/pot?a=b`,
      status: 418,
      headers: { 'set-cookie': ['a=1', 'b=2'] },
    });
    expect(answer.body.toString()).toBe('short and stout');
  });

  it('follows no redirect', async () => {
    const url = await serve((_, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });
    expect(await http.send(requestTo(url))).toMatchObject({ status: 302 });
  });

  it.each([
    ['hangs', () => {}],
    [
      'begins and hangs',
      (_: IncomingMessage, response: ServerResponse) => {
        response.write('x');
      },
    ],
  ])('gives a server that %s its time, and no more', async (_, handle) => {
    const url = await serve(handle);
    await expect(
      http.send(requestTo(`${url}/x?token=s3cret`, { timeoutSeconds: 0.2 })),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: `GET ${url}/x was not answered within 0.2 s`,
      mayHaveArrived: true,
    });
  });

  it('is interrupted', async () => {
    const url = await serve(() => {});
    const controller = new AbortController();
    const sent = http.send(requestTo(url, { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('stop')), 50);
    await expect(sent).rejects.toThrow('stop');
  });

  it('knows when nobody can have seen a request', async () => {
    const url = await serve(() => {});
    await new Promise(resolve => {
      servers.pop()!.close(resolve);
    });
    await expect(http.send(requestTo(url))).rejects.toMatchObject({
      message: expect.stringMatching(/ECONNREFUSED/),
      mayHaveArrived: false,
    });
    await expect(
      http.send(requestTo('http://nobody.invalid/')),
    ).rejects.toMatchObject({ mayHaveArrived: false });
  });

  it('knows when somebody may have', async () => {
    const url = await serve(request => {
      request.socket.destroy();
    });
    await expect(
      http.send(requestTo(url, { method: 'POST', body: 'x' })),
    ).rejects.toMatchObject({ mayHaveArrived: true });
  });

  it('takes no more than it may, nor what is no HTTP', async () => {
    const large = await serve((_, response) => {
      response.end('x'.repeat(2_000));
    });
    await expect(http.send(requestTo(large))).rejects.toMatchObject({
      name: 'InputError',
      message: `The answer of ${large} is larger than 1000 bytes`,
    });
    const garbage = await listen(
      createTcpServer(socket => {
        socket.on('error', () => {});
        socket.end('SSH-2.0-OpenSSH\r\n\r\n', () => socket.destroy());
      }),
    );
    await expect(http.send(requestTo(garbage))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it.each([
    ['an address', 'http://127.0.0.1/'],
    ['another spelling of it', 'http://0x7f.1/'],
    ['one in IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest/'],
    ['a name', 'http://localhost/'],
  ])('connects to %s that is not public only if it may', async (_, text) => {
    let asked = 0;
    const url = new URL(
      await serve((__, response) => {
        asked += 1;
        response.end();
      }),
    );
    const at = new URL(text);
    at.port = url.port;
    await expect(
      http.send(requestTo(at.href, { addresses: 'public', timeoutSeconds: 2 })),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /stands for an address that is not public/,
      ),
    });
    expect(asked).toBe(0);
  });

  it.each(['file:///etc/passwd', 'ftp://a/b', 'http://u:p@a/', 'nonsense'])(
    'cannot send to %s',
    async url => {
      await expect(http.send(requestTo(url))).rejects.toMatchObject({
        name: 'InputError',
      });
    },
  );

  it('lets no header break out of its line', async () => {
    const url = await serve((_, response) => response.end());
    await expect(
      http.send(
        requestTo(url, { headers: [{ name: 'x', value: 'a\r\nHost: b' }] }),
      ),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('goes through a proxy', async () => {
    const asked: string[] = [];
    const target = await serve((_, response) => response.end('there'));
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const { hostname, port } = new URL(target);
      const onward = new (jest.requireActual('net').Socket)();
      onward.connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket);
        socket.pipe(onward);
      });
      onward.on('error', () => {});
      socket.on('error', () => {});
    });
    const answer = await http.send(
      requestTo('http://somewhere.example.com/', {
        addresses: 'public',
        proxy: await listen(proxy),
      }),
    );
    expect(asked).toEqual(['somewhere.example.com:80']);
    expect(answer.body.toString()).toBe('there');
  });

  it.each(['localhost', 'LOCALHOST.', '10.0.0.5'])(
    'has no proxy ask %s, which is not public',
    async host => {
      let asked = 0;
      const proxy = createServer();
      proxy.on('connect', (_, socket) => {
        asked += 1;
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      });
      const request = requestTo(`http://${host}:8080/`, {
        addresses: 'public',
        proxy: await listen(proxy),
      });
      await expect(http.send(request)).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(/is not public.*privateAddresses/),
      });
      expect(asked).toBe(0);
      await http.send({ ...request, addresses: 'any' }).catch(() => {});
      expect(asked).toBe(1);
    },
  );

  it('leaves to a proxy what it does not find itself', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await expect(
      http.send(
        requestTo('http://inner.invalid/', {
          addresses: 'public',
          proxy: await listen(proxy),
        }),
      ),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(asked).toEqual(['inner.invalid:80']);
  });
});
