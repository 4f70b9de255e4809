import { FreightChart, FreightCommit, FreightImage } from './Artifacts';

/** A pull request (GitLab: merge request) that commits came with. @public */
export interface ChangelogPullRequest {
  number: number;
  title: string;
  /** The host's name of who opened it. */
  author: string;
  /** For a person's browser. */
  url: string;
  /** ISO 8601; undefined: not merged, or the host does not say. */
  mergedAt?: string;
}

/** A commit between two others. @public */
export interface ChangelogCommit {
  /** 40 hex digits */
  id: string;
  /** First line. */
  subject: string;
  /** A name, without an address. */
  author: string;
  /** ISO 8601 */
  committedAt: string;
  /** For a person's browser. */
  url?: string;
  /** Number of the pull request it came with, where that is known. */
  pullRequest?: number;
}

/** Commits that one side of a comparison has and the other has not. @public */
export interface CommitList {
  /** Newest first. */
  commits: ChangelogCommit[];
  /** How many more there are than are listed. */
  more: number;
  /** What the listed commits came with, in their order. */
  pullRequests: ChangelogPullRequest[];
  /** A sentence: why pull requests are not known, though they might be; undefined: what is known of them is all. */
  missing?: string;
}

/** What lies between two commits. @public */
export interface CommitComparison {
  /** What the second has and the first has not. */
  gained: CommitList;
  /** What the first has and the second has not: what goes away. */
  lost: CommitList;
  /** Where a person can look at it. */
  url?: string;
}

/**
 * What becomes of an artifact: `added` and `removed` have one side only; `newer` and `older` say what the versions, else the times, tell;
 * `replaced` is a change of which nothing tells.
 *
 * @public
 */
export type ArtifactChangeKind =
  | 'added'
  | 'removed'
  | 'newer'
  | 'older'
  | 'replaced';

/** One artifact that is not the same in two Freights. @public */
export type ArtifactChange = { change: ArtifactChangeKind } & (
  | { kind: 'image'; from?: FreightImage; to?: FreightImage }
  | { kind: 'commit'; from?: FreightCommit; to?: FreightCommit }
  | { kind: 'chart'; from?: FreightChart; to?: FreightChart }
);

/** Something to read about an artifact. @public */
export interface ArtifactLink {
  title: string;
  /** http or https. */
  url: string;
}

/** What is known of one change. @public */
export type ArtifactChangelog = ArtifactChange & {
  /** The Git repository that its commits are in; null: not known. */
  code: string | null;
  /** Null: not known, or there is nothing to compare. */
  comparison: CommitComparison | null;
  /** Release notes, documentation, the project's page. */
  links: ArtifactLink[];
  /** A sentence: why its commits, or what they came with, are not known; null: nothing is missing. */
  problem: string | null;
};

/** What changes from one Freight to another. @public */
export interface Changelog {
  /** Freight's ID. */
  from: string;
  /** Freight's ID. */
  to: string;
  /** In the order of the Freight: images, commits, charts. */
  artifacts: ArtifactChangelog[];
}
