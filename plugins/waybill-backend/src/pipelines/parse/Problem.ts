/** What is wrong with one document, and at which of its fields. */
export interface Problem {
  path: readonly PropertyKey[];
  /** Point at the field's name instead of its value. */
  at?: 'key';
  message: string;
}
