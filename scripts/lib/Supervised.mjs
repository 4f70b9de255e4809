import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { home, root } from './paths.mjs';

/**
 * A long-running child that is started again when it dies, and that ends when this process does, however that ends: it
 * watches the IPC channel.
 */
export class Supervised {
  #child;
  #stopping = false;
  #failures = 0;

  /** @param {{ name: string, node: string, args: string[], env: object, onLine: (line: string) => void, onRestart: (reason: string) => void }} options */
  constructor(options) {
    this.options = options;
    fs.mkdirSync(path.join(home, 'logs'), { recursive: true });
    this.log = fs.createWriteStream(
      path.join(home, 'logs', `${options.name}.log`),
      { flags: 'a' },
    );
  }

  start() {
    const { name, node, args, env, onLine, onRestart } = this.options;
    const begun = Date.now();
    const child = spawn(node, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    fs.writeFileSync(path.join(home, `${name}.pid`), `${child.pid}\n`);
    const lines = stream => {
      let rest = '';
      stream.on('data', chunk => {
        this.log.write(chunk);
        const parts = (rest + chunk.toString()).split('\n');
        rest = parts.pop();
        parts.forEach(onLine);
      });
    };
    lines(child.stdout);
    lines(child.stderr);
    child.on('exit', (code, signal) => {
      if (this.#stopping) return;
      // Killed from outside is no failure of its own: no reason to hesitate.
      const failed = signal !== 'SIGKILL' && Date.now() - begun < 30_000;
      this.#failures = failed ? this.#failures + 1 : 0;
      const wait = Math.min(10_000, 250 * 2 ** this.#failures);
      onRestart(
        `${name} ended (${signal ?? `exit code ${code}`})`,
        this.#failures,
      );
      setTimeout(() => !this.#stopping && this.start(), wait);
    });
  }

  async stop() {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    const last = setTimeout(() => child.kill('SIGKILL'), 8_000);
    await ended;
    clearTimeout(last);
  }
}
