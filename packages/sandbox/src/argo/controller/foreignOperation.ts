import { Operation } from '../Application';

/** Who it is that gets in the way. */
export const INTRUDER = 'intruder';

/** The operation of another client. */
export function foreignOperation(): Operation {
  return { sync: {}, initiatedBy: { username: INTRUDER } };
}
