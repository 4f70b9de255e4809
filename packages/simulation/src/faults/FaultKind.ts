/** What can go wrong with a call to something outside. */
export type FaultKind =
  /** It never arrives, and says so at once. */
  | 'fails before'
  /** It is done, and the answer is an error. */
  | 'fails after'
  /** It never arrives, and nobody says so for long. */
  | 'times out before'
  /** It is done, and the answer never comes. */
  | 'times out after'
  /** It arrives and is done when the caller has long given up. */
  | 'lands late'
  /** No answer until the caller aborts. */
  | 'hangs'
  /** No answer, not even to an abort. */
  | 'is deaf'
  /** All goes well, slowly. */
  | 'is slow'
  /** It arrives twice, and the second answer is the one that comes. */
  | 'arrives twice';

export const READ_FAULTS: FaultKind[] = [
  'fails before',
  'times out before',
  'hangs',
  'is deaf',
  'is slow',
];

export const EFFECT_FAULTS: FaultKind[] = [
  'fails before',
  'fails after',
  'times out before',
  'times out after',
  'lands late',
  'hangs',
  'is deaf',
  'is slow',
  'arrives twice',
];
