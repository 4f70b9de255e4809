import { GitPort } from '@waybill/backstage-plugin-waybill-node';

/** Where a promotion goes. */
export interface PromoteTarget {
  /** Of Git over HTTP. */
  repoURL: string;
  /** Of the same repository in the GitHub-style API. */
  apiURL: string;
  credential: { username: string; password: string };
  /** A folder of its own; not there: the first time. */
  cache: string;
  /** Waybill's, as a running backend has it. */
  git: GitPort;
  tag: string;
}

/** One way to get a new tag into the file and onto the remote's branch. */
export interface Promoter {
  name: string;
  /** False: it only tells what it would do. Default: true. */
  writes?: boolean;
  promote(target: PromoteTarget): Promise<void>;
}
