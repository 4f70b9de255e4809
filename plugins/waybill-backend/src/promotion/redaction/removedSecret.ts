/** What stands where a secret stood. */
export const REMOVED_SECRET = '[secret removed]';
