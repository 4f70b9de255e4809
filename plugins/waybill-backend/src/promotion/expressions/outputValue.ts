import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { REMOVED_SECRET } from '../redaction/removedSecret';
import { ExpressionValue, fromJson } from './ExpressionValue';
import { Unknowns } from './Unknowns';
import { RemovedSecretValue } from './values/RemovedSecretValue';
import { UnknownValue } from './values/UnknownValue';

/** What steps have put out, as expressions see it: in a plan some is unknown, and what was a secret is gone. */
export function outputValue(
  output: JsonValue,
  unknowns: Unknowns,
): ExpressionValue {
  const marked = (value: ExpressionValue): ExpressionValue => {
    if (typeof value === 'string') {
      if (value === REMOVED_SECRET) {
        return new RemovedSecretValue();
      }
      return unknowns.isIn(value) ? new UnknownValue(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map(marked);
    }
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, marked(item)]),
        )
      : value;
  };
  return marked(fromJson(output));
}
