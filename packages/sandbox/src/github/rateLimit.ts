/** Requests per hour that the API says it allows; it counts none. */
export const RATE_LIMIT = 5_000;

/** When the hour is over, in seconds since 1970. */
export function rateLimitReset(now: Date): number {
  return Math.floor(now.getTime() / 3_600_000 + 1) * 3_600;
}
