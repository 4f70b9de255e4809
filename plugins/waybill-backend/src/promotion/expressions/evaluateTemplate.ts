import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { evaluateExpression } from './evaluateExpression';
import { createBudget, ExpressionBudget } from './ExpressionBudget';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionError } from './ExpressionError';
import { ExpressionValue } from './ExpressionValue';
import { locateErrors } from './locateErrors';
import { typeText } from './typeText';
import { UnknownValue } from './values/UnknownValue';
import { weightOfText } from './weightOf';
import { MAX_TEXT_LENGTH, writeJson } from './writeJson';

const DELIMITERS = [
  { start: '${{', end: '}}' },
  { start: '${%', end: '%}' },
];

/**
 * Evaluates the expressions in a text, or in all texts of an object or list.
 *
 * @remarks A text without an expression stays as it is, so that `"42"` stays a text. Keys are never evaluated.
 */
export function evaluateTemplate(
  template: JsonValue,
  environment: ExpressionEnvironment,
  budget: ExpressionBudget = createBudget(),
): JsonValue {
  if (typeof template === 'string') {
    return evaluateText(template, environment, budget);
  }
  if (Array.isArray(template)) {
    return template.map(item => evaluateTemplate(item, environment, budget));
  }
  if (template !== null && typeof template === 'object') {
    return evaluateObject(template, environment, budget);
  }
  return template;
}

function evaluateObject(
  template: JsonObject,
  environment: ExpressionEnvironment,
  budget: ExpressionBudget,
): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(template)) {
    if (value !== undefined) {
      entries.push([key, evaluateTemplate(value, environment, budget)]);
    }
  }
  return Object.fromEntries(entries);
}

function evaluateText(
  template: string,
  environment: ExpressionEnvironment,
  budget: ExpressionBudget,
): JsonValue {
  if (!findStart(template, 0)) {
    return template;
  }
  let text = '';
  let position = 0;
  for (;;) {
    const next = findStart(template, position);
    if (!next) {
      text += template.slice(position);
      break;
    }
    text += template.slice(position, next.at);
    const from = next.at + next.delimiter.start.length;
    const end = template.indexOf(next.delimiter.end, from);
    if (end < 0) {
      throw new ExpressionError(
        `unclosed expression: "${next.delimiter.end}" is missing`,
        template,
        next.at,
      );
    }
    position = end + next.delimiter.end.length;
    if (end === from) {
      // As in Kargo: an expression of no characters at all ends the scan.
      text += template.slice(position);
      break;
    }
    const source = template.slice(from, end);
    const value = evaluateExpression(source, environment, budget);
    text += textOf(value, source);
    budget.steps -= weightOfText(text);
    if (text.length > MAX_TEXT_LENGTH || budget.steps < 0) {
      throw new ExpressionError(
        budget.steps < 0
          ? 'it takes too many steps'
          : `the result of the template is longer than ${MAX_TEXT_LENGTH} characters`,
        template,
        next.at,
      );
    }
  }
  // What goes wrong with a result goes wrong with the whole of its source.
  return locateErrors(template, 0, () => typeText(text));
}

function textOf(value: ExpressionValue, source: string): string {
  if (typeof value === 'string') {
    return value;
  }
  return value instanceof UnknownValue
    ? value.text
    : locateErrors(source, 0, () => writeJson(value));
}

function findStart(template: string, from: number) {
  let found: { at: number; delimiter: (typeof DELIMITERS)[number] } | undefined;
  for (const delimiter of DELIMITERS) {
    const at = template.indexOf(delimiter.start, from);
    if (at >= 0 && (!found || at < found.at)) {
      found = { at, delimiter };
    }
  }
  return found;
}
