import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

/** @public */
export interface ApplicationRef {
  /** Name of the Argo CD instance in the configuration; undefined: the first. */
  instance?: string;
  /** Default `argocd`. */
  namespace: string;
  name: string;
}

/** @public */
export interface ApplicationSource {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  ref?: string;
  kustomize?: { images?: string[] } & JsonObject;
  helm?: {
    parameters?: { name: string; value: string; forceString?: boolean }[];
  } & JsonObject;
}

/** An Argo CD Application as far as Waybill reads it. Unknown fields stay in place. @public */
export interface Application {
  metadata: {
    name: string;
    namespace: string;
    resourceVersion: string;
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
    deletionTimestamp?: string;
  };
  spec: {
    project: string;
    destination: { server?: string; name?: string; namespace?: string };
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    syncPolicy?: {
      automated?: JsonObject;
      syncOptions?: string[];
      retry?: JsonObject;
    };
  };
  operation?: ApplicationOperation;
  status?: {
    sync?: { status?: string; revision?: string; revisions?: string[] };
    health?: {
      status?: string;
      message?: string;
      lastTransitionTime?: string;
    };
    operationState?: {
      operation?: ApplicationOperation;
      phase?: 'Running' | 'Terminating' | 'Succeeded' | 'Failed' | 'Error';
      message?: string;
      startedAt?: string;
      finishedAt?: string;
      syncResult?: { revision?: string; revisions?: string[] };
    };
    conditions?: { type: string; message: string }[];
    reconciledAt?: string;
    resources?: {
      kind: string;
      name: string;
      namespace?: string;
      status?: string;
      health?: { status?: string; message?: string };
    }[];
    summary?: { images?: string[]; externalURLs?: string[] };
  };
}

/** @public */
export interface ApplicationOperation {
  sync?: JsonObject;
  initiatedBy?: { username?: string; automated?: boolean };
  info?: { name: string; value: string }[];
  retry?: JsonObject;
}

/** What `sync` sets before it syncs; sources by index in the Application. @public */
export interface ApplicationUpdate {
  /** Replaces the source at this index (0 for a single source). */
  sources?: { index: number; source: ApplicationSource }[];
  /** Goes into `operation.info` as `Waybill-Promotion`, so that our operation is known again. */
  correlationId: string;
  reason: string;
  /** Nobody asked for it in person: a policy did. Argo CD's sync windows tell the two apart. Default false. */
  automated?: boolean;
}

/** Kubernetes' way to choose by labels; all of it must hold. @public */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values?: string[];
  }[];
}

/** Argo CD, as the promotion and the health of a Stage need it. @public */
export interface ArgoPort {
  /** From the cluster, not from a cache. Undefined: does not exist. */
  get(
    ref: ApplicationRef,
    signal: AbortSignal,
  ): Promise<Application | undefined>;
  /** Those of one namespace that the labels choose, by name. For a Stage: only those that consent to it. */
  list(
    options: {
      instance?: string;
      namespace: string;
      selector: LabelSelector;
    },
    signal: AbortSignal,
  ): Promise<Application[]>;
  /** Asks for a comparison now; may be swallowed, so ask again until `reconciledAt` has moved. */
  refresh(
    ref: ApplicationRef,
    kind: 'normal' | 'hard',
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Sets the sources, clears `operationState` and starts an operation in one patch on the given resourceVersion.
   * Throws a `ConflictError` if an operation is present or the Application has changed since.
   */
  sync(
    ref: ApplicationRef,
    application: Application,
    update: ApplicationUpdate,
    signal: AbortSignal,
  ): Promise<void>;
}
