import { JsonObject, JsonValue } from './JsonTypes';

/** Where in a definition something stands; line and column count from 1. @public */
export interface DefinitionLocation {
  file: string;
  line: number;
  column: number;
}

/** What is wrong with a definition. @public */
export interface DefinitionError extends DefinitionLocation {
  message: string;
}

/** An image subscription as far as it is built. @public */
export interface ImageSubscription {
  kind: 'image';
  name?: string;
  repoURL: string;
  imageSelectionStrategy: 'SemVer';
  /** A Masterminds range; empty means any. */
  constraint: string;
  strictSemvers: boolean;
  allowTagsRegexes: string[];
  ignoreTagsRegexes: string[];
  /** `os/arch[/variant]` */
  platform?: string;
  /** 1–100 */
  discoveryLimit: number;
  insecureSkipTLSVerify: boolean;
}

/** A Git subscription as far as it is built. @public */
export interface GitSubscription {
  kind: 'git';
  name?: string;
  repoURL: string;
  commitSelectionStrategy: 'NewestFromBranch';
  /** Empty: the repository's default branch. */
  branch?: string;
  includePaths: string[];
  excludePaths: string[];
  /** 1–100 */
  discoveryLimit: number;
}

/** A subscription to a Helm chart. @public */
export interface ChartSubscription {
  kind: 'chart';
  name?: string;
  /**
   * `https://…`: a repository with an `index.yaml`; `oci://…`: the chart's own repository in a registry, or in v0.3's form the folder it
   * is in.
   */
  repoURL: string;
  /** Undefined: `repoURL` is the chart's own. */
  chartName?: string;
  /** A Masterminds range; empty means any. */
  semverConstraint: string;
  /** 1–100 */
  discoveryLimit: number;
  insecureSkipTLSVerify: boolean;
}

/** @public */
export type Subscription =
  | ImageSubscription
  | GitSubscription
  | ChartSubscription;

/** @public */
export interface WarehouseDefinition {
  name: string;
  intervalSeconds: number;
  freightCreationPolicy: 'Automatic' | 'Manual';
  subscriptions: Subscription[];
}

/** @public */
export interface RequestedFreight {
  origin: { kind: 'Warehouse'; name: string };
  sources: {
    direct: boolean;
    stages: string[];
    requiredSoakSeconds?: number;
    availabilityStrategy: 'OneOf' | 'All';
    selectionPolicy: 'NewestFreight' | 'MatchUpstream';
  };
}

/** @public */
export interface NamedExpression {
  name: string;
  value: JsonValue;
}

/** A step as it will run: tasks already inflated, expressions not yet evaluated. @public */
export interface PromotionStepDefinition {
  /** `git-clone`, … */
  uses: string;
  /** Alias, unique in the promotion: `commit`, `step-3`, `task-1::commit`. */
  as: string;
  if?: string;
  continueOnError?: boolean;
  retry?: { timeoutSeconds?: number; errorThreshold?: number };
  vars: NamedExpression[];
  config: JsonObject;
}

/** How Promotions of a Stage wait for each other, and for those of other Stages. @public */
export interface PromotionQueue {
  /** `NewestWins`: one that could start takes the place of all before it that still wait, of the same origin. */
  order: 'InOrder' | 'NewestWins';
  /** Of all Stages of the pipeline that name a group, one runs a Promotion at a time. Sorted, each once. */
  lockGroups: string[];
}

/** What a Stage asks for beyond health: an AnalysisRun of Argo Rollouts that is successful. @public */
export interface VerificationDefinition {
  /** At least one. */
  analysisTemplates: {
    kind: 'AnalysisTemplate' | 'ClusterAnalysisTemplate';
    name: string;
  }[];
  /** Values are templates whose result is a text. */
  args: { name: string; value?: string }[];
  /** Of the Stage; those of its promotions are none of it. */
  vars: NamedExpression[];
  /** Of the AnalysisRun. */
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** @public */
export interface StageDefinition {
  name: string;
  labels: Record<string, string>;
  description?: string;
  /** CSS colour of the node */
  color?: string;
  /** Owner named in the file: shown, never believed. */
  claimedOwner?: string;
  /** Name of the Argo CD instance; default is the first configured. */
  shard?: string;
  vars: NamedExpression[];
  requestedFreight: RequestedFreight[];
  /** Absent: in order, and no lock. */
  queue?: PromotionQueue;
  /** Absent: health is enough. */
  verification?: VerificationDefinition;
  /** No steps: a control-flow Stage. */
  steps: PromotionStepDefinition[];
  location: DefinitionLocation;
}

/** From ProjectConfig; the first whose selector matches a Stage decides. @public */
export interface PromotionPolicy {
  stageSelector: {
    /** Exact, `glob:…` or `regex:…`/`regexp:…` */
    name?: string;
    matchLabels?: Record<string, string>;
    matchExpressions?: {
      key: string;
      operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
      values?: string[];
    }[];
  };
  autoPromotionEnabled: boolean;
}

/** One project, parsed and valid. @public */
export interface PipelineDefinition {
  /** The Kubernetes namespace its documents name. */
  project: string;
  warehouses: WarehouseDefinition[];
  /** In the order of the file. */
  stages: StageDefinition[];
  promotionPolicies: PromotionPolicy[];
  /** Documents of kinds that are not ours. */
  ignored: (DefinitionLocation & { kind: string; name: string })[];
}
