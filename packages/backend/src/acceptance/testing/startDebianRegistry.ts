import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eventually } from './eventually';
import { freePorts } from './freePorts';

const PROGRAM = '/usr/bin/docker-registry';

export const DEBIAN_REGISTRY_IS_THERE = fs.existsSync(PROGRAM);

export interface DebianRegistry {
  url: string;
  stop(): Promise<void>;
}

/** The registry server of Debian's package `docker-registry`, empty. */
export async function startDebianRegistry(): Promise<DebianRegistry> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waybill-registry-'));
  const [port] = await freePorts(1);
  const config = path.join(folder, 'config.yml');
  const settings = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
    http: { addr: `127.0.0.1:${port}` },
  };
  // JSON is YAML.
  fs.writeFileSync(config, JSON.stringify(settings));
  const child = spawn(PROGRAM, ['serve', config], { stdio: 'ignore' });
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  try {
    await eventually(`${PROGRAM} to answer`, async () => {
      if (child.exitCode !== null)
        throw new Error(`it ended with ${child.exitCode}`);
      return (await fetch(`${url}/v2/`)).ok;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
