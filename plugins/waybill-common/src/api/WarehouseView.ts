/** @public */
export interface WarehouseView {
  name: string;
  subscriptions: {
    kind: 'image' | 'git' | 'chart';
    repoURL: string;
    /** Its name, of a Helm chart in a repository of several. */
    chart?: string;
    constraint?: string;
    branch?: string;
  }[];
  lastCheckedAt: string | null;
  nextCheckAt: string | null;
  /** A sentence: what was asked, what came back. */
  error: string | null;
  /** How many candidates the last look found in all, and how many matched. */
  found?: { candidates: number; matching: number };
}
