import { ArtifactValue, ExpressionValue, LazyMap } from '../ExpressionValue';
import { ObjectValue } from '../values/ObjectValue';
import { UnknownValue } from '../values/UnknownValue';

/** As Go's `fmt` writes a value with `%v`: `<nil>`, `[1 2]`, `map[a:1]`. A whole number is written in full. */
export function stringOf(value: ExpressionValue): string {
  if (value === null) {
    return '<nil>';
  }
  if (typeof value === 'number') {
    return numberText(value);
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(stringOf).join(' ')}]`;
  }
  if (value instanceof ObjectValue) {
    return value.toText();
  }
  if (value instanceof UnknownValue) {
    return value.text;
  }
  if (value instanceof ArtifactValue) {
    return `{${Object.values(value.fields)
      .map(field => (field === null ? '' : stringOf(field)))
      .join(' ')}}`;
  }
  const entries =
    value instanceof LazyMap ? value.entries() : Object.entries(value);
  return `map[${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${key}:${stringOf(item)}`)
    .join(' ')}]`;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '+Inf' : '-Inf';
  }
  const text =
    value !== 0 && Math.abs(value) < 1e-4
      ? value.toExponential()
      : String(value);
  // Go's exponents have two digits.
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
