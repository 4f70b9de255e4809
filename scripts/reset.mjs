// `npm run reset`: forgets everything the demo holds.
import fs from 'node:fs';
import path from 'node:path';
import { home, root } from './lib/paths.mjs';
import { portIsFree } from './lib/portIsFree.mjs';
import { readSettings } from './lib/settings.mjs';

const { ports } = readSettings();
for (const port of [ports.backend, ports.git, ports.github]) {
  if (!(await portIsFree(port))) {
    process.stderr.write(
      `something still listens on port ${port}: stop npm start first\n`,
    );
    process.exit(1);
  }
}
fs.rmSync(home, { recursive: true, force: true });
process.stdout.write(`cleared ${path.relative(root, home) || home}\n`);
