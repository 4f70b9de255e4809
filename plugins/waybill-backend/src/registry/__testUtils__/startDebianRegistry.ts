import { execFile, spawn } from 'child_process';
import { createSign } from 'crypto';
import { existsSync } from 'fs';
import { readFile, writeFile } from 'fs/promises';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { join } from 'path';
import { promisify } from 'util';
import { stringify } from 'yaml';

const run = promisify(execFile);
const PROGRAM = '/usr/bin/docker-registry';
/** Of the user `bot` with the password `secret`, as `htpasswd -B` writes it. */
const HTPASSWD =
  'bot:$2y$05$mnBoxG0WhF14WWPVM/bHhOPWSsW6X2pgLIbbzi3KDh1KO921YjHIy\n';

/** A registry to test against. */
export interface TestRegistry {
  url: string;
  /** Where it sends for tokens, if elsewhere. */
  tokensUrl?: string;
  close(): Promise<void>;
}

export function isDebianRegistryThere(): boolean {
  return existsSync(PROGRAM);
}

/** The registry server of Debian's package `docker-registry`, on a folder. */
export async function startDebianRegistry(
  directory: string,
  auth?: 'basic' | 'bearer',
): Promise<TestRegistry> {
  const port = await freePort();
  const tokens = auth === 'bearer' ? await startTokens(directory) : undefined;
  const htpasswd = join(directory, 'htpasswd');
  await writeFile(htpasswd, HTPASSWD);
  const config = join(directory, 'config.yml');
  await writeFile(
    config,
    stringify({
      version: 0.1,
      log: { level: 'error' },
      storage: {
        filesystem: { rootdirectory: join(directory, 'data') },
        delete: { enabled: true },
      },
      http: { addr: `127.0.0.1:${port}` },
      ...(auth === 'basic'
        ? { auth: { htpasswd: { realm: 'test', path: htpasswd } } }
        : {}),
      ...(tokens ? { auth: { token: tokens.settings } } : {}),
    }),
  );
  const child = spawn(PROGRAM, ['serve', config], { stdio: 'ignore' });
  const ended = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const answered = await fetch(`${url}/v2/`).catch(() => undefined);
    if (answered) {
      break;
    }
    if (tries > 100) {
      child.kill('SIGKILL');
      throw new Error(`${PROGRAM} does not answer`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return {
    url,
    tokensUrl: tokens && new URL(tokens.settings.realm).origin,
    async close() {
      child.kill('SIGTERM');
      await ended;
      await tokens?.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** A token server as the specification of Docker's registry has it: signed JWTs for `bot:secret`. */
async function startTokens(directory: string) {
  const key = join(directory, 'key.pem');
  const certificate = join(directory, 'certificate.pem');
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...['-subj', '/CN=test', '-keyout', key, '-out', certificate],
  ]);
  const privateKey = await readFile(key, 'utf8');
  const der = (await readFile(certificate, 'utf8'))
    .replace(/-----.*-----/g, '')
    .replace(/\s/g, '');
  const encode = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  const server = createServer((request, response) => {
    const expected = Buffer.from('bot:secret').toString('base64');
    if (request.headers.authorization !== `Basic ${expected}`) {
      response.writeHead(401).end('{}');
      return;
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [type, name, actions] = (url.searchParams.get('scope') ?? '').split(
      ':',
    );
    const now = Math.floor(Date.now() / 1000);
    const signed = [
      encode({ typ: 'JWT', alg: 'RS256', x5c: [der] }),
      encode({
        iss: 'test',
        sub: 'bot',
        aud: url.searchParams.get('service'),
        nbf: now - 10,
        exp: now + 300,
        jti: String(now),
        access: [{ type, name, actions: actions?.split(',') }],
      }),
    ].join('.');
    const signature = createSign('RSA-SHA256')
      .update(signed)
      .sign(privateKey, 'base64url');
    response.end(
      JSON.stringify({ token: `${signed}.${signature}`, expires_in: 300 }),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      realm: `http://127.0.0.1:${port}/token`,
      service: 'test-registry',
      issuer: 'test',
      rootcertbundle: certificate,
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
