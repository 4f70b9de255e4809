import type { ExpressionValue } from '../ExpressionValue';
import { ObjectValue } from './ObjectValue';

/** For errors: "a text", "a list". */
export function nameOfValue(value: ExpressionValue): string {
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
  }
  if (value === null) {
    return 'null';
  }
  if (value instanceof ObjectValue) {
    return `a ${value.kind}`;
  }
  return Array.isArray(value) ? 'a list' : 'a map';
}
