/** A moment in the reader's own calendar and zone: `20 Nov 2025, 14:32:05`. */
export function exactTime(at: string): string {
  return new Date(at).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}
