const LEAST_SECONDS = 10;
const FIRST_SECONDS = 15;
const LONGEST_SECONDS = 5 * 60;
/** Of the time that was waited already, by which the end may be noticed too late. */
const SHARE = 1 / 40;

/**
 * When to look again at what people do in their own time: soon at first, and the longer they take, the less often. After ten minutes every
 * 15 s, after an hour every 90 s, after a few hours every five minutes.
 *
 * @param waitedSeconds - since the first look
 * @param every - in seconds, where somebody has said how often
 * @param notBefore - in seconds from now, where the host has said so
 */
export function pollSeconds({
  waitedSeconds,
  every,
  notBefore = 0,
}: {
  waitedSeconds: number;
  every?: number;
  notBefore?: number;
}): number {
  const wanted =
    every === undefined
      ? Math.min(
          Math.max(Math.round(waitedSeconds * SHARE), FIRST_SECONDS),
          LONGEST_SECONDS,
        )
      : Math.max(every, LEAST_SECONDS);
  return Math.max(wanted, notBefore);
}
