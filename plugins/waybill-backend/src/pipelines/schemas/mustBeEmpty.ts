import { z } from 'zod';

/** A field that Kargo knows, with why there is none here and what to do instead. Empty is as good as absent. */
export function mustBeEmpty(message: string) {
  return z
    .unknown()
    .superRefine((value, context) => {
      if (!isEmpty(value)) {
        context.addIssue({
          code: 'custom',
          message,
          params: { at: 'key' },
        });
      }
    })
    .transform(() => undefined)
    .optional();
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === '' ||
    value === false ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
