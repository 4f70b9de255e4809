import { WaybillT } from '../translation/WaybillT';
import { formatDuration } from './formatDuration';

const JUST_NOW_MS = 5_000;
const HOUR_MS = 60 * 60 * 1000;

/** How long ago something was, in words. What a skewed clock puts into the future is `just now`. */
export function formatAgo(
  t: WaybillT,
  at: string,
  now: number,
  style: 'long' | 'short',
): string {
  const age = now - Date.parse(at);
  if (age < JUST_NOW_MS) return t('time.now');
  if (age >= 24 * HOUR_MS && age < 48 * HOUR_MS) return t('time.yesterday');
  return t('time.ago', { duration: formatDuration(t, age, style) });
}
