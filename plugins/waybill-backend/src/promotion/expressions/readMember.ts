import { InputError } from '@backstage/errors';
import { ArtifactValue, ExpressionValue, LazyMap } from './ExpressionValue';
import { nameOfValue } from './values/nameOfValue';
import { ObjectValue } from './values/ObjectValue';
import { UnknownValue } from './values/UnknownValue';

/** A field or an element. Own properties only; a map without the key gives null. */
export function readMember(
  object: ExpressionValue,
  key: ExpressionValue,
): ExpressionValue {
  if (Array.isArray(object)) {
    return readElement(object, key);
  }
  if (typeof key !== 'string') {
    throw new InputError('a map is read with a text');
  }
  if (object === null) {
    throw new InputError(`cannot read "${key}" of null`);
  }
  if (object instanceof UnknownValue) {
    return object;
  }
  if (object instanceof ObjectValue) {
    const field = object.fields.get(key);
    if (field !== undefined) {
      return field;
    }
  }
  if (typeof object !== 'object' || object instanceof ObjectValue) {
    throw new InputError(`${nameOfValue(object)} has no field "${key}"`);
  }
  if (object instanceof LazyMap) {
    return object.get(key);
  }
  if (object instanceof ArtifactValue) {
    const value = object.field(key);
    if (value === undefined) {
      const known = Object.keys(object.fields).join(', ');
      throw new InputError(
        `${object.kind} has no field "${key}"; it has ${known}`,
      );
    }
    return value;
  }
  return Object.hasOwn(object, key) ? object[key] : null;
}

function readElement(
  list: ExpressionValue[],
  key: ExpressionValue,
): ExpressionValue {
  if (typeof key !== 'number' || !Number.isInteger(key)) {
    throw new InputError('a list is read with a whole number');
  }
  const index = key < 0 ? list.length + key : key;
  if (index < 0 || index >= list.length) {
    throw new InputError(
      `there is no element ${key} in a list of ${list.length}`,
    );
  }
  return list[index];
}
