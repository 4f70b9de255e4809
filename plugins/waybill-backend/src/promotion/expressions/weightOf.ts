import { ArtifactValue, ExpressionValue, LazyMap } from './ExpressionValue';
import { ObjectValue } from './values/ObjectValue';
import { UnknownValue } from './values/UnknownValue';

/** Characters that cost as much as one element. */
const CHARACTERS = 50;

/**
 * How much there is to look at in some values: elements, and text by its length. Counts no further than a little above `most`, and
 * of a lazy map only what is known.
 */
export function weightOf(values: ExpressionValue[], most: number): number {
  const todo = [...values];
  let weight = 0;
  while (todo.length > 0 && weight <= most) {
    const value = todo.pop()!;
    weight += 1;
    if (typeof value === 'string') {
      weight += weightOfText(value);
    } else if (value !== null && typeof value === 'object') {
      const inside = insideOf(value);
      if (inside.length > most) {
        return weight + inside.length;
      }
      todo.push(...inside);
    }
  }
  return weight;
}

/** Of a text that is read or written. */
export function weightOfText(text: string): number {
  return Math.floor(text.length / CHARACTERS);
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
  return value instanceof ObjectValue || value instanceof UnknownValue
    ? []
    : Object.values(value);
}
