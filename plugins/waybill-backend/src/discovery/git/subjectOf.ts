const MOST_BYTES = 80;
const DOTS = '...';

/** The first line of a commit's message as Freight keeps it: at most 80 bytes, as in Kargo. */
export function subjectOf(subject: string): string {
  const bytes = Buffer.from(subject);
  if (bytes.length <= MOST_BYTES) {
    return subject;
  }
  let end = MOST_BYTES - DOTS.length;
  // Not through the middle of a character.
  while (end > 0 && bytes[end] >= 0x80 && bytes[end] < 0xc0) {
    end -= 1;
  }
  return `${bytes.toString('utf8', 0, end)}${DOTS}`;
}
