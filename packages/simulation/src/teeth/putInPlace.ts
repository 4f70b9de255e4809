import { Tooth } from './Tooth';

/** Replaces a tooth's module in this process; before anything is loaded that uses it. */
export function putInPlace({ module, replace }: Tooth): void {
  const file = require.resolve(module);
  const original: object = require(file);
  const loaded = require.cache[file];
  if (!loaded) {
    throw new Error(`${file} is not among the loaded modules`);
  }
  loaded.exports = { ...original, ...replace(original) };
}
