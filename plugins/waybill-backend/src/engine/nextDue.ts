import { WorkOutcome } from './Handler';

/** When an item is due again by what its turn came to: the earlier of its two times; undefined: never. */
export function nextDue(
  { afterSeconds, at }: WorkOutcome,
  now: Date,
): Date | undefined {
  const times = [
    ...(afterSeconds === undefined
      ? []
      : [now.getTime() + Math.max(0, afterSeconds) * 1000]),
    ...(at === undefined ? [] : [at.getTime()]),
  ];
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
