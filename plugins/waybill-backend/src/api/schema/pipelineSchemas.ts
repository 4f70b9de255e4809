import {
  arrayOf,
  nullable,
  nullableString,
  objectOf,
  pageOf,
  ref,
} from './objects';

const string = { type: 'string' };
const boolean = { type: 'boolean' };
const integer = { type: 'integer' };

const verification = {
  message: string,
  id: string,
  startedAt: string,
  finishedAt: string,
  notAgain: string,
  marked: boolean,
  analysisRun: objectOf({ instance: string, namespace: string, name: string }, [
    'instance',
  ]),
};

/** All but its phase may be missing. */
export const verificationSchema = objectOf(
  { phase: string, ...verification },
  Object.keys(verification),
);

/** Pipelines, Warehouses, Stages. */
export const pipelineSchemas = {
  Warehouse: objectOf({
    name: string,
    subscriptions: arrayOf(objectOf({ kind: string, repoURL: string })),
    lastCheckedAt: nullableString,
    nextCheckAt: nullableString,
    error: nullableString,
  }),
  Artifacts: objectOf({
    warehouse: string,
    discoveredAt: nullableString,
    subscriptions: arrayOf(
      objectOf(
        {
          kind: { type: 'string', enum: ['image', 'git', 'chart'] },
          repoURL: string,
          candidates: integer,
          matching: integer,
          images: arrayOf(ref('Image')),
          head: string,
          commits: arrayOf(ref('Commit')),
          charts: arrayOf(ref('Chart')),
        },
        ['candidates', 'matching', 'images', 'head', 'commits', 'charts'],
      ),
    ),
  }),
  CurrentFreight: objectOf({
    origin: string,
    freight: string,
    since: string,
    promotion: string,
  }),
  Hold: objectOf(
    {
      origin: string,
      freight: string,
      reason: string,
      by: ref('Actor'),
      until: nullableString,
    },
    ['until'],
  ),
  Health: objectOf({
    status: {
      type: 'string',
      enum: ['Healthy', 'NotApplicable', 'Progressing', 'Unknown', 'Unhealthy'],
    },
    issues: arrayOf(string),
  }),
  Stage: objectOf(
    {
      name: string,
      kind: { type: 'string', enum: ['stage', 'control-flow'] },
      labels: { type: 'object', additionalProperties: string },
      owners: arrayOf(string),
      requests: arrayOf(
        objectOf({
          origin: string,
          direct: boolean,
          stages: arrayOf(string),
          availabilityStrategy: string,
        }),
      ),
      autoPromotion: boolean,
      queue: objectOf({ order: string, lockGroups: arrayOf(string) }),
      current: arrayOf(ref('CurrentFreight')),
      found: arrayOf(
        objectOf({
          name: string,
          namespace: string,
          revisions: arrayOf(string),
          images: arrayOf(string),
          health: nullableString,
        }),
      ),
      verification: nullable(verificationSchema),
      holds: arrayOf(ref('Hold')),
      health: ref('Health'),
      sync: objectOf({ status: string }),
      promotions: objectOf({
        running: nullableString,
        waiting: arrayOf(string),
      }),
      lastPromotion: objectOf({
        id: string,
        phase: string,
        freight: string,
        finishedAt: string,
      }),
      next: nullable(
        objectOf(
          {
            freight: string,
            gates: arrayOf(ref('Gate')),
            setback: ref('Setback'),
          },
          ['setback'],
        ),
      ),
      rollbackTo: nullableString,
      ranOther: boolean,
    },
    ['queue', 'found', 'lastPromotion', 'ranOther'],
  ),
  Pipeline: objectOf({
    entityRef: string,
    state: {
      type: 'string',
      enum: ['ok', 'invalid', 'unreadable', 'orphaned'],
    },
    errors: arrayOf(ref('DefinitionError')),
    source: objectOf({ url: string, readAt: nullableString }),
    ignored: arrayOf(objectOf({ kind: string, name: string, line: integer })),
    warehouses: arrayOf(ref('Warehouse')),
    freight: arrayOf(ref('Freight')),
    referencedFreight: arrayOf(ref('Freight')),
    nextFreightCursor: nullableString,
    freightTotal: integer,
    stages: arrayOf(ref('Stage')),
    promotions: arrayOf(ref('PromotionSummary')),
  }),
  PipelineBrief: objectOf({
    entityRef: string,
    state: string,
    stages: arrayOf(string),
  }),
  PipelinePage: pageOf('PipelineBrief'),
};
