/** A branch, and the commit that it shall be at. */
export interface BranchMove {
  branch: string;
  /** GitHub has it. */
  commit: string;
  /** Where the branch must be; null: it must not exist; undefined: anywhere. */
  expected: string | null | undefined;
  /** It may lose commits. */
  force: boolean;
}
