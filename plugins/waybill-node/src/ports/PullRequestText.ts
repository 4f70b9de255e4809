/** What a pull request says, and to whom. @public */
export interface PullRequestText {
  title: string;
  description: string;
  labels: string[];
  /** Names of users, as the host has them. */
  reviewers?: string[];
}
