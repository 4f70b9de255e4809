/** A strategic merge in short: maps merge, lists of things with names merge by name, other lists are replaced. */
export function strategicMerge(target: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) {
    if (!isNamedList(target) || !isNamedList(patch)) {
      return patch;
    }
    const merged = [...target];
    for (const item of patch) {
      const index = merged.findIndex(one => one.name === item.name);
      if (item.$patch === 'delete') {
        merged.splice(index, index < 0 ? 0 : 1);
      } else if (index < 0) {
        merged.push(item);
      } else {
        merged[index] = strategicMerge(merged[index], item) as Named;
      }
    }
    return merged;
  }
  if (!isRecord(patch)) {
    return patch;
  }
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = strategicMerge(result[key], value);
    }
  }
  return result;
}

type Named = Record<string, unknown> & { name: string };

function isNamedList(value: unknown): value is Named[] {
  return (
    Array.isArray(value) &&
    value.every(item => isRecord(item) && typeof item.name === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
