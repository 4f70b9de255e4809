import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);
/** What the set-up leaves behind: the right Node, stamps. */
export const toolchain = path.join(root, '.toolchain');
/** All that the demo holds; cleared by `npm run reset`. */
export const home = path.resolve(root, process.env.WAYBILL_HOME || '.waybill');
