const DEFAULT_SECONDS = 60;
const LONGEST_SECONDS = 3_600;

/** How long a `Retry-After` asks to wait: seconds, or a date; at most an hour. */
export function retryAfterSeconds(header: string | null): number {
  const seconds = /^\d+$/.test(header ?? '')
    ? Number(header)
    : Math.ceil((Date.parse(header ?? '') - Date.now()) / 1000);
  return Number.isNaN(seconds)
    ? DEFAULT_SECONDS
    : Math.min(Math.max(1, seconds), LONGEST_SECONDS);
}
