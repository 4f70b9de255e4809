import { Gate } from '../model/Gate';

/** How one resource of an Application would change. @public */
export interface RenderedResourceView {
  apiVersion: string;
  kind: string;
  /** Empty where the manifest names none. */
  namespace: string;
  name: string;
  change: 'added' | 'removed' | 'changed';
  /** Unified diff of the manifests with sorted keys; values of Secrets are not in it. */
  diff: string;
}

/** How the manifests of one Argo CD Application would change. @public */
export interface RenderedApplicationView {
  application: string;
  /** Of the Application itself. */
  namespace: string;
  resources: RenderedResourceView[];
  /** Why it could not be rendered, or not all is shown; null: all is. */
  notRendered: string | null;
}

/** How one resource in the cluster would change. @public */
export interface LiveResourceView extends RenderedResourceView {
  /** It differs from what Git says already, before the promotion: somebody or something has changed it in the cluster. */
  drifted: boolean;
}

/** One Argo CD Application as it is now, and what would change of what runs. @public */
export interface LiveApplicationView {
  application: string;
  /** Of the Application itself. */
  namespace: string;
  /** Why the promotion could not sync it as things are, as a sentence: it is missing, say, or does not consent; null: nothing is known. */
  problem: string | null;
  /** In Argo CD's word, `Healthy` say; null: it says nothing. */
  health: string | null;
  /** In Argo CD's word, `Synced` say; null: it says nothing. */
  sync: string | null;
  /**
   * What the live state was compared with. `planned`: what the promotion's files come to; `target`: what Git says today, since what the
   * files come to is not known; null: it was not compared.
   */
  comparedWith: 'planned' | 'target' | null;
  resources: LiveResourceView[];
  /** Sentences: what is not shown and why, what only Argo CD can know, what it reports. */
  notes: string[];
}

/** What one step of a promotion would do. @public */
export interface PlannedStepView {
  alias: string;
  uses: string;
  /** In a few words; empty where it was not planned. */
  summary: string;
  /**
   * Absent: it would run. `skipped`: it would be skipped, and the summary says why; `conditional`: only the run can know whether its
   * condition holds; `unplanned`: a step before it could not be planned.
   */
  outcome?: 'skipped' | 'conditional' | 'unplanned';
}

/** What a promotion would do. @public */
export interface PreviewView {
  stage: string;
  freight: string;
  /** Hash of its effects alone. */
  hash: string;
  gates: Gate[];
  /** All steps of the promotion, in their order, those of tasks in their place. */
  steps: PlannedStepView[];
  /** Unified diffs by repository, branch and file. */
  files: { repoURL: string; branch: string; path: string; diff: string }[];
  /** By Application that it updates. */
  rendered?: RenderedApplicationView[];
  /** The same Applications as they are in the cluster. Not part of what is signed. */
  live?: LiveApplicationView[];
  /** What only a run can know, in words: `the number of the pull request, of step "pr"`. */
  unknowns: string[];
  error: string | null;
}
