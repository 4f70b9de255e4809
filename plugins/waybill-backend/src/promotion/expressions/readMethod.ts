import { InputError } from '@backstage/errors';
import { ExpressionValue } from './ExpressionValue';
import { nameOfValue } from './values/nameOfValue';
import { ObjectValue } from './values/ObjectValue';

/** `now().Year`, to be called. Own methods of our own objects only. */
export function readMethod(
  object: ExpressionValue,
  name: string,
): (args: ExpressionValue[]) => ExpressionValue {
  const methods = object instanceof ObjectValue ? object.methods : undefined;
  const method = methods?.get(name);
  if (!method) {
    const known = methods ? `; it has ${[...methods.keys()].join(', ')}` : '';
    throw new InputError(
      `${nameOfValue(object)} has no method "${name}"${known}`,
    );
  }
  return method;
}
