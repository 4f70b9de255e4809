import { InputError } from '@backstage/errors';
import { ArtifactValue, ExpressionValue } from '../ExpressionValue';
import { parseGoFloat } from '../parseGoFloat';
import { ObjectValue } from '../values/ObjectValue';
import { takeArguments } from '../values/takeArguments';
import { writeJson } from '../writeJson';
import { LibraryFunction } from './LibraryCall';
import { stringOf } from './stringOf';

/** From one type to another, and what a type is. */
export const conversionFunctions: ReadonlyMap<string, LibraryFunction> =
  new Map<string, LibraryFunction>([
    [
      'int',
      args => {
        const [value] = takeArguments('int', args, ['any']);
        const number =
          typeof value === 'string' && /^[+-]?\d+$/.test(value)
            ? Number(value)
            : value;
        return Math.trunc(finite('int', value, number));
      },
    ],
    [
      'float',
      args => {
        const [value] = takeArguments('float', args, ['any']);
        const number = typeof value === 'string' ? parseGoFloat(value) : value;
        return finite('float', value, number);
      },
    ],
    ['string', args => stringOf(takeArguments('string', args, ['any'])[0])],
    ['type', args => typeOf(takeArguments('type', args, ['any'])[0])],
    [
      'toJSON',
      args =>
        writeJson(takeArguments('toJSON', args, ['any'])[0], { indent: 2 }),
    ],
    [
      'fromJSON',
      args => {
        const [text] = takeArguments('fromJSON', args, ['text']);
        try {
          return JSON.parse(text) as ExpressionValue;
        } catch (error) {
          throw new InputError('fromJSON was given a text that is not JSON');
        }
      },
    ],
    [
      'toBase64',
      args =>
        Buffer.from(takeArguments('toBase64', args, ['text'])[0]).toString(
          'base64',
        ),
    ],
    [
      'fromBase64',
      args => {
        const [text] = takeArguments('fromBase64', args, ['text']);
        const plain = text.replace(/[\r\n]/g, '');
        // Node passes over what is no base64.
        if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) {
          throw new InputError(
            'fromBase64 was given a text that is not base64',
          );
        }
        return Buffer.from(plain, 'base64').toString();
      },
    ],
  ]);

function finite(
  name: string,
  given: ExpressionValue,
  number: ExpressionValue | undefined,
): number {
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    const shown =
      typeof given === 'string' ? ` of "${given.slice(0, 50)}"` : '';
    throw new InputError(`${name}${shown} has no answer`);
  }
  return number;
}

function typeOf(value: ExpressionValue): string {
  if (value === null) {
    return 'nil';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'int' : 'float';
  }
  if (typeof value === 'boolean') {
    return 'bool';
  }
  if (typeof value === 'string') {
    return 'string';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  if (value instanceof ObjectValue) {
    return value.kind;
  }
  return value instanceof ArtifactValue ? 'struct' : 'map';
}
