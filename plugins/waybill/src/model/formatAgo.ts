import { WaybillT } from '../translation/WaybillT';
import { formatDuration } from './formatDuration';

const JUST_NOW_MS = 5_000;

/** How long ago something was, in words. What a skewed clock puts into the future is `just now`. */
export function formatAgo(
  t: WaybillT,
  at: string,
  now: number,
  style: 'long' | 'short',
): string {
  const age = now - Date.parse(at);
  if (age < JUST_NOW_MS) return t('time.now');
  return t('time.ago', { duration: formatDuration(t, age, style) });
}
