import { WaybillT } from '../translation/WaybillT';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time in one unit: `3 days`, `14 min`.
 *
 * @param milliseconds - what lies in the past is rounded down, so nothing looks older than it is
 * @param round - `up` for what is left to wait, so that it never says 0 while it waits
 */
export function formatDuration(
  t: WaybillT,
  milliseconds: number,
  style: 'long' | 'short' | 'more',
  round: 'down' | 'up' = 'down',
): string {
  const length = Math.max(0, milliseconds);
  const whole = (unit: number) =>
    round === 'up' ? Math.ceil(length / unit) : Math.floor(length / unit);
  if (whole(SECOND) < 60) {
    return t(`time.${style}.seconds`, { count: whole(SECOND) });
  }
  if (whole(MINUTE) < 60) {
    return t(`time.${style}.minutes`, { count: whole(MINUTE) });
  }
  if (whole(HOUR) < 48) {
    return t(`time.${style}.hours`, { count: whole(HOUR) });
  }
  return t(`time.${style}.days`, { count: whole(DAY) });
}
