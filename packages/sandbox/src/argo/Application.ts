import { KubeObject } from './KubeObject';

export interface ApplicationSource {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  ref?: string;
  kustomize?: { images?: string[]; [field: string]: unknown };
  helm?: {
    releaseName?: string;
    valueFiles?: string[];
    values?: string;
    valuesObject?: Record<string, unknown>;
    parameters?: { name: string; value?: string; forceString?: boolean }[];
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

export interface Retry {
  limit?: number;
  backoff?: { duration?: string; factor?: number; maxDuration?: string };
}

export interface Operation {
  sync?: {
    revision?: string;
    revisions?: string[];
    prune?: boolean;
    dryRun?: boolean;
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    syncOptions?: string[];
    [field: string]: unknown;
  };
  initiatedBy?: { username?: string; automated?: boolean };
  info?: { name: string; value: string }[];
  retry?: Retry;
}

export type OperationPhase =
  | 'Running'
  | 'Terminating'
  | 'Succeeded'
  | 'Failed'
  | 'Error';

export interface OperationState {
  operation: Operation;
  phase: OperationPhase;
  message?: string;
  startedAt: string;
  finishedAt?: string;
  retryCount?: number;
  syncResult?: {
    revision: string;
    revisions?: string[];
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    resources?: Record<string, string>[];
  };
}

export interface ResourceStatus {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: 'Synced' | 'OutOfSync';
  health?: { status: HealthCode; message?: string };
  requiresPruning?: boolean;
}

export type HealthCode =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

export interface Condition {
  type: string;
  message: string;
  lastTransitionTime?: string;
}

export interface HistoryEntry {
  id: number;
  revision?: string;
  revisions?: string[];
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  deployStartedAt?: string;
  deployedAt: string;
  initiatedBy?: Operation['initiatedBy'];
}

/** An Argo CD Application, as far as the sandbox's controller knows it. */
export interface Application extends KubeObject {
  spec: {
    project: string;
    destination: { server?: string; name?: string; namespace?: string };
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    syncPolicy?: {
      automated?: { prune?: boolean; selfHeal?: boolean; enabled?: boolean };
      syncOptions?: string[];
      retry?: Retry;
    };
    revisionHistoryLimit?: number;
    ignoreDifferences?: unknown[];
  };
  operation?: Operation;
  status?: {
    sync?: {
      status: 'Synced' | 'OutOfSync' | 'Unknown';
      revision?: string;
      revisions?: string[];
      comparedTo?: Record<string, unknown>;
    };
    health?: { status?: HealthCode; lastTransitionTime?: string };
    operationState?: OperationState;
    conditions?: Condition[];
    reconciledAt?: string;
    resources?: ResourceStatus[];
    summary?: { images?: string[]; externalURLs?: string[] };
    history?: HistoryEntry[];
    sourceType?: string;
    sourceTypes?: string[];
    controllerNamespace?: string;
    resourceHealthSource?: string;
  };
}
