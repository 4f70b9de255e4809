import path from 'node:path';
import { root } from './paths.mjs';

/** Node's arguments to run a TypeScript file of this repository as it stands. */
export const typescript = file => [
  '--require',
  path.join(root, 'node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
  path.join(root, file),
];
