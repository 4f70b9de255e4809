import { z } from 'zod';

/**
 * A field of Kargo's that changes what a step does and that this version does not have: refused when set, so that nothing runs
 * looser than it reads.
 */
export function notBuilt(name: string) {
  return z
    .unknown()
    .refine(
      value =>
        value === undefined ||
        value === null ||
        value === false ||
        value === '',
      `"${name}" is not built yet`,
    )
    .optional();
}
