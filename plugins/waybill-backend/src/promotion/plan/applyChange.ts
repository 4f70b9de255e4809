import { isDeepStrictEqual } from 'node:util';
import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';

/** What tells the elements of Kubernetes' lists apart, the usual first. */
const KEYS = ['name', 'mountPath', 'containerPort', 'port', 'key', 'ip'];

/**
 * A value to which happens what turns one into another: what the change does not touch stays as it is, so that what the cluster has
 * added by itself is no difference.
 *
 * @param base - like `from`, perhaps with more in it
 * @returns undefined: nothing is left of it
 */
export function applyChange(
  base: JsonValue | undefined,
  from: JsonValue | undefined,
  to: JsonValue | undefined,
): JsonValue | undefined {
  if (isDeepStrictEqual(from, to)) {
    return base;
  }
  if (isObject(base) && isObject(to) && isObject(from ?? {})) {
    return changeObject(base, (from ?? {}) as JsonObject, to);
  }
  if (Array.isArray(base) && Array.isArray(to) && Array.isArray(from ?? [])) {
    return changeList(base, (from ?? []) as JsonValue[], to);
  }
  return to;
}

function changeObject(
  base: JsonObject,
  from: JsonObject,
  to: JsonObject,
): JsonObject {
  const keys = new Set([base, from, to].flatMap(Object.keys));
  return Object.fromEntries(
    [...keys].flatMap(key => {
      const value = applyChange(own(base, key), own(from, key), own(to, key));
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function changeList(
  base: JsonValue[],
  from: JsonValue[],
  to: JsonValue[],
): JsonValue[] {
  const key = KEYS.find(one =>
    [base, from, to].every(list => tellsApart(list, one)),
  );
  if (key !== undefined) {
    const [known, old, wanted] = [base, from, to].map(
      list => new Map(list.map(item => [idOf(item, key), item] as const)),
    );
    return [
      ...[...wanted].map(
        ([id, item]) => applyChange(known.get(id), old.get(id), item) ?? item,
      ),
      ...[...known]
        .filter(([id]) => !old.has(id) && !wanted.has(id))
        .map(([, item]) => item),
    ];
  }
  return base.length === from.length
    ? to.map(
        (item, index) => applyChange(base[index], from[index], item) ?? item,
      )
    : to;
}

function tellsApart(list: JsonValue[], key: string): boolean {
  const ids = list.map(item => idOf(item, key));
  return !ids.includes(undefined) && new Set(ids).size === ids.length;
}

/** Undefined: it has none. */
function idOf(item: JsonValue, key: string): string | number | undefined {
  const id = isObject(item) ? own(item, key) : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
