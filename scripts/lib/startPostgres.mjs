import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

const freePort = () =>
  new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

function findBinaries() {
  const debian = '/usr/lib/postgresql';
  const versions = fs.existsSync(debian)
    ? fs.readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : [];
  const folders = [
    ...versions.map(version => path.join(debian, version, 'bin')),
    ...process.env.PATH.split(path.delimiter),
  ];
  return folders.find(folder => fs.existsSync(path.join(folder, 'initdb')));
}

/**
 * A throw-away PostgreSQL on loopback; undefined when the machine has none.
 *
 * @param {{ durable?: boolean }} [options] - durable: it waits for the disk as in production; default: it does not
 * @returns {Promise<{ url: string, stop: () => Promise<void> } | undefined>}
 */
export async function startPostgres({ durable = false } = {}) {
  const bin = findBinaries();
  if (!bin) return undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waybill-postgres-'));
  const data = path.join(folder, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await run('chown', ['postgres', folder]);
  const execute = (program, args) =>
    asRoot
      ? run(
          'runuser',
          ['-u', 'postgres', '--', path.join(bin, program), ...args],
          { cwd: folder },
        )
      : run(path.join(bin, program), args, { cwd: folder });
  await execute('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
  ]);
  await execute('pg_ctl', [
    '-D',
    data,
    '-w',
    '-l',
    path.join(folder, 'log'),
    '-o',
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=${
      durable ? 'on' : 'off'
    } -c max_connections=300`,
    'start',
  ]);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await execute('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']).catch(
        () => undefined,
      );
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
