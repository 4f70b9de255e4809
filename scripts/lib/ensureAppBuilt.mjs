import fs from 'node:fs';
import path from 'node:path';
import { hashFiles } from './hashFiles.mjs';
import { progress } from './progress.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const app = path.join(root, 'packages/app');

/** The page that the backend serves, built anew only when its sources have changed. */
export async function ensureAppBuilt({ node, env }) {
  const wanted = hashFiles(
    [
      'packages/app/src',
      'packages/app/public',
      'packages/app/package.json',
      'plugins/waybill/src',
      'plugins/waybill/package.json',
      'plugins/waybill-common/src',
      'app-config.yaml',
      'yarn.lock',
    ].map(file => path.join(root, file)),
  );
  const stamp = path.join(app, 'dist', '.built-from');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  await progress(
    'building the page (once, and again when its sources change)',
    () =>
      run(
        node,
        [
          path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
          'package',
          'build',
        ],
        {
          cwd: app,
          env: { ...env, NODE_ENV: 'production' },
        },
      ),
  );
  fs.writeFileSync(stamp, wanted);
}
