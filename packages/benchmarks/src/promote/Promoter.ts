/** One way to get a new tag into the file and onto the remote's branch. */
export interface Promoter {
  name: string;
  /** `cache` is a folder of its own; not there: the first time. */
  promote(options: {
    repoURL: string;
    cache: string;
    tag: string;
    credential: { username: string; password: string };
  }): Promise<void>;
}
