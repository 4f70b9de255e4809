/** A commit as all hosts tell it. */
export interface HostCommit {
  id: string;
  message: string;
  /** Name of a person. */
  author: string;
  /** ISO 8601 */
  committedAt: string;
}
