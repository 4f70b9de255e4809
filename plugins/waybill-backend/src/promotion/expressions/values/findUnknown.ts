import { ArtifactValue, ExpressionValue, LazyMap } from '../ExpressionValue';
import { UnknownValue } from './UnknownValue';

/**
 * The first unknown in some values, however deep; undefined: all is known. Of a lazy map only what has been worked out counts.
 *
 * @param look - told of each value that is looked at, whatever else it is part of too; may throw to end the search
 */
export function findUnknown(
  values: ExpressionValue[],
  look: () => void,
): UnknownValue | undefined {
  const todo = [...values];
  // Lists in lists that share what is in them have far more ways than parts.
  const seen = new Set<ExpressionValue & object>();
  while (todo.length > 0) {
    const value = todo.pop()!;
    look();
    if (value instanceof UnknownValue) {
      return value;
    }
    if (value !== null && typeof value === 'object' && !seen.has(value)) {
      seen.add(value);
      for (const inside of insideOf(value)) {
        todo.push(inside);
      }
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
