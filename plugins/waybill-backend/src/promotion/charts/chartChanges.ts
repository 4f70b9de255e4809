import { LockedDependency } from './ChartDependency';

/** By name, what became of the locked versions: `1.0.0 -> 1.1.0`, `1.1.0` where there was none, empty for one that is gone. */
export function chartChanges(
  before: readonly LockedDependency[],
  after: readonly LockedDependency[],
): Map<string, string> {
  const old = new Map(before.map(({ name, version }) => [name, version]));
  const now = new Map(after.map(({ name, version }) => [name, version]));
  const changes = new Map<string, string>();
  for (const [name, version] of now) {
    const was = old.get(name);
    if (was !== version) {
      changes.set(name, was === undefined ? version : `${was} -> ${version}`);
    }
  }
  for (const name of old.keys()) {
    if (!now.has(name)) {
      changes.set(name, '');
    }
  }
  return changes;
}
