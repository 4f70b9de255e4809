const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration for a sentence: `45 s`, `14 min`, `2 h 5 min`, `3 d 4 h`. Rounded up, since it mostly says how long is left.
 * @public
 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 2 * MINUTE && whole !== MINUTE) {
    return `${whole} s`;
  }
  if (whole <= 59 * MINUTE) {
    return `${Math.ceil(whole / MINUTE)} min`;
  }
  if (whole <= 2 * DAY - MINUTE) {
    const minutes = Math.ceil(whole / MINUTE);
    return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  }
  const hours = Math.ceil(whole / HOUR);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string,
): string {
  return small === 0
    ? `${large} ${largeUnit}`
    : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
