import { anything, flag, integer, list, map, object, text } from './Schema';

const nameValue = object({ name: text, value: text }, ['name', 'value']);

const source = object(
  {
    repoURL: text,
    path: text,
    chart: text,
    ref: text,
    name: text,
    targetRevision: text,
    kustomize: object({
      images: list(text),
      namePrefix: text,
      nameSuffix: text,
      namespace: text,
      commonLabels: map(text),
      commonAnnotations: map(text),
      components: list(text),
      patches: anything,
      replicas: anything,
      version: text,
      forceCommonLabels: flag,
      forceCommonAnnotations: flag,
      labelWithoutSelector: flag,
    }),
    helm: object({
      releaseName: text,
      valueFiles: list(text),
      values: text,
      valuesObject: anything,
      parameters: list(object({ name: text, value: text, forceString: flag })),
      fileParameters: list(object({ name: text, path: text })),
      version: text,
      namespace: text,
      passCredentials: flag,
      ignoreMissingValueFiles: flag,
      skipCrds: flag,
      skipTests: flag,
      skipSchemaValidation: flag,
    }),
    directory: object({
      recurse: flag,
      include: text,
      exclude: text,
      jsonnet: anything,
    }),
    plugin: anything,
  },
  ['repoURL'],
);

const sourceHydrator = object({
  drySource: object({ repoURL: text, path: text, targetRevision: text }),
  syncSource: object({ targetBranch: text, path: text }),
  hydrateTo: object({ targetBranch: text }),
});

const retry = object({
  limit: integer,
  refresh: flag,
  backoff: object({ duration: text, factor: integer, maxDuration: text }),
});

const initiatedBy = object({ username: text, automated: flag });

const operation = object({
  sync: object({
    revision: text,
    revisions: list(text),
    source,
    sources: list(source),
    prune: flag,
    dryRun: flag,
    resources: list(
      object({ group: text, kind: text, name: text, namespace: text }, [
        'kind',
        'name',
      ]),
    ),
    manifests: list(text),
    syncStrategy: object({
      apply: object({ force: flag }),
      hook: object({ force: flag }),
    }),
    syncOptions: list(text),
    autoHealAttemptsCount: integer,
  }),
  initiatedBy,
  info: list(nameValue),
  retry,
});

const destination = object({ server: text, namespace: text, name: text });

const health = object({
  status: text,
  message: text,
  lastTransitionTime: text,
});

const syncResult = object(
  {
    revision: text,
    revisions: list(text),
    source,
    sources: list(source),
    managedNamespaceMetadata: anything,
    resources: list(
      object(
        {
          group: text,
          version: text,
          kind: text,
          namespace: text,
          name: text,
          status: text,
          message: text,
          hookType: text,
          hookPhase: text,
          syncPhase: text,
          images: list(text),
        },
        ['group', 'kind', 'name', 'namespace', 'version'],
      ),
    ),
  },
  ['revision'],
);

const status = object({
  sync: object(
    {
      status: text,
      revision: text,
      revisions: list(text),
      comparedTo: object({
        source,
        sources: list(source),
        destination,
        ignoreDifferences: anything,
      }),
    },
    ['status'],
  ),
  health,
  operationState: object(
    {
      operation,
      phase: text,
      message: text,
      startedAt: text,
      finishedAt: text,
      retryCount: integer,
      syncResult,
    },
    ['operation', 'phase', 'startedAt'],
  ),
  conditions: list(
    object({ type: text, message: text, lastTransitionTime: text }, [
      'message',
      'type',
    ]),
  ),
  reconciledAt: text,
  observedAt: text,
  controllerNamespace: text,
  resourceHealthSource: text,
  resources: list(
    object({
      group: text,
      version: text,
      kind: text,
      namespace: text,
      name: text,
      status: text,
      health,
      hook: flag,
      requiresPruning: flag,
      requiresDeletionConfirmation: flag,
      syncWave: integer,
    }),
  ),
  summary: object({ images: list(text), externalURLs: list(text) }),
  history: list(
    object(
      {
        id: integer,
        revision: text,
        revisions: list(text),
        source,
        sources: list(source),
        deployStartedAt: text,
        deployedAt: text,
        initiatedBy,
      },
      ['deployedAt', 'id'],
    ),
  ),
  sourceType: text,
  sourceTypes: list(text),
  sourceHydrator: anything,
});

/** Fields of Argo CD 3.5's Application; what it does not know is pruned. */
export const applicationSchema = object(
  {
    apiVersion: text,
    kind: text,
    metadata: anything,
    spec: object(
      {
        project: text,
        destination,
        source,
        sources: list(source),
        sourceHydrator,
        syncPolicy: object({
          automated: object({
            prune: flag,
            selfHeal: flag,
            allowEmpty: flag,
            enabled: flag,
          }),
          syncOptions: list(text),
          retry,
          managedNamespaceMetadata: anything,
        }),
        ignoreDifferences: list(
          object(
            {
              group: text,
              kind: text,
              name: text,
              namespace: text,
              jsonPointers: list(text),
              jqPathExpressions: list(text),
              managedFieldsManagers: list(text),
            },
            ['kind'],
          ),
        ),
        info: list(nameValue),
        revisionHistoryLimit: integer,
      },
      ['destination', 'project'],
    ),
    operation,
    status,
  },
  ['metadata', 'spec'],
);
