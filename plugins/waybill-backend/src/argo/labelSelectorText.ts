import { InputError } from '@backstage/errors';
import { LabelSelector } from '@waybill/backstage-plugin-waybill-node';

const KEY = /^([a-z0-9A-Z.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;

/**
 * A selector as the Kubernetes API takes it in a query. Throws an `InputError` on what is no label, so that no text of a
 * manifest can become another selector, and on a selector that would choose everything.
 */
export function labelSelectorText(selector: LabelSelector): string {
  const parts = [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]) => `${checkKey(key)}=${checkValue(value)}`,
    ),
    ...(selector.matchExpressions ?? []).map(
      ({ key: unchecked, operator, values = [] }) => {
        const key = checkKey(unchecked);
        switch (operator) {
          case 'Exists':
            return key;
          case 'DoesNotExist':
            return `!${key}`;
          default:
            if (values.length === 0) {
              throw new InputError(
                `Expected values for the operator ${operator} of label "${key}"`,
              );
            }
            return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values
              .map(checkValue)
              .join(',')})`;
        }
      },
    ),
  ];
  if (parts.length === 0) {
    throw new InputError(
      'Expected a selector with matchLabels or matchExpressions',
    );
  }
  return parts.join(',');
}

function checkKey(text: string): string {
  if (!KEY.test(text)) {
    throw new InputError(`"${text}" is no name of a label`);
  }
  return text;
}

function checkValue(text: string): string {
  if (!VALUE.test(text)) {
    throw new InputError(`"${text}" is no value of a label`);
  }
  return text;
}
