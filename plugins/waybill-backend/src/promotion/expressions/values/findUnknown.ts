import { ArtifactValue, ExpressionValue, LazyMap } from '../ExpressionValue';
import { UnknownValue } from './UnknownValue';

/** The first unknown in some values, however deep; undefined: all is known. Of a lazy map only what has been worked out counts. */
export function findUnknown(
  values: ExpressionValue[],
): UnknownValue | undefined {
  const todo = [...values];
  while (todo.length > 0) {
    const value = todo.pop()!;
    if (value instanceof UnknownValue) {
      return value;
    }
    if (value !== null && typeof value === 'object') {
      todo.push(...insideOf(value));
    }
  }
  return undefined;
}

function insideOf(value: ExpressionValue & object): ExpressionValue[] {
  if (Array.isArray(value)) {
    return value;
  }
  if (value instanceof LazyMap) {
    return value.knownValues();
  }
  if (value instanceof ArtifactValue) {
    return Object.values(value.fields);
  }
  return Object.getPrototypeOf(value) === Object.prototype
    ? Object.values(value)
    : [];
}
