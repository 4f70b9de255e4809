import { z } from 'zod';

/**
 * A field that Kargo knows and that restricts what happens. Until it is built, a pipeline that uses it is refused, because
 * running it without would be looser than what its author wrote. Empty is as good as absent.
 */
export function notBuilt(name: string, advice: string = 'remove it') {
  return z
    .unknown()
    .superRefine((value, context) => {
      if (!isEmpty(value)) {
        context.addIssue({
          code: 'custom',
          message: `${name} is not built yet; ${advice}`,
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
