import {
  arrayOf,
  nullable,
  nullableString,
  objectOf,
  pageOf,
  ref,
} from './objects';
import { verificationSchema } from './pipelineSchemas';

const string = { type: 'string' };
const boolean = { type: 'boolean' };
const integer = { type: 'integer' };

const decision = { type: 'string', enum: ['approve', 'reject'] };

const summary = {
  id: string,
  stage: string,
  freight: string,
  phase: {
    type: 'string',
    enum: ['Pending', 'Running', 'Succeeded', 'Failed', 'Errored', 'Aborted'],
  },
  message: nullableString,
  createdBy: ref('Actor'),
  createdAt: string,
  startedAt: nullableString,
  finishedAt: nullableString,
  reason: nullableString,
  rollback: boolean,
  retryOf: string,
  retryFrom: { type: 'string', enum: ['failed-step', 'start'] },
  progress: objectOf({
    done: integer,
    total: integer,
    current: nullableString,
  }),
  asksFor: objectOf(
    {
      step: string,
      approvers: arrayOf(
        objectOf(
          { claim: string, value: string, role: string, required: boolean },
          ['claim', 'value', 'role', 'required'],
        ),
      ),
      minApprovals: integer,
      excluded: string,
    },
    ['excluded'],
  ),
  reviews: arrayOf(
    objectOf(
      { step: string, user: string, decision, reason: string, at: string },
      ['reason'],
    ),
  ),
  commit: nullable(objectOf({ sha: string })),
  pullRequest: nullable(objectOf({ number: integer, url: string })),
};

/** How one resource would change. */
const resource = {
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  change: { type: 'string', enum: ['added', 'removed', 'changed'] },
  diff: string,
};

/** Only retries have the first two, and only what asks people the others. */
const SOMETIMES = ['retryOf', 'retryFrom', 'asksFor', 'reviews'];

/** Promotions, previews, history, health. */
export const promotionSchemas = {
  PromotionSummary: objectOf(summary, SOMETIMES),
  PromotionPage: pageOf('PromotionSummary'),
  PromotionStep: objectOf(
    {
      alias: string,
      uses: string,
      status: string,
      startedAt: nullableString,
      finishedAt: nullableString,
      retryAt: string,
      message: nullableString,
      output: { type: 'object', nullable: true },
      ranBy: string,
    },
    ['retryAt', 'ranBy'],
  ),
  Promotion: objectOf(
    {
      ...summary,
      entityRef: string,
      gates: arrayOf(ref('Gate')),
      steps: arrayOf(ref('PromotionStep')),
      effects: arrayOf(
        objectOf(
          { step: string, certain: boolean, text: string, url: string },
          ['url'],
        ),
      ),
      retry: objectOf({
        step: nullableString,
        failedStep: nullableString,
        start: nullableString,
      }),
      retriedBy: arrayOf(string),
      verification: verificationSchema,
    },
    [...SOMETIMES, 'retry', 'retriedBy', 'verification', 'effects'],
  ),
  Preview: objectOf(
    {
      stage: string,
      freight: string,
      hash: string,
      gates: arrayOf(ref('Gate')),
      steps: arrayOf(
        objectOf(
          {
            alias: string,
            uses: string,
            summary: string,
            outcome: {
              type: 'string',
              enum: ['skipped', 'conditional', 'unplanned'],
            },
          },
          ['outcome'],
        ),
      ),
      files: arrayOf(
        objectOf({
          repoURL: string,
          branch: string,
          path: string,
          diff: string,
        }),
      ),
      rendered: arrayOf(
        objectOf({
          application: string,
          namespace: string,
          resources: arrayOf(objectOf(resource)),
          notRendered: nullableString,
        }),
      ),
      live: arrayOf(
        objectOf({
          application: string,
          namespace: string,
          problem: nullableString,
          health: nullableString,
          sync: nullableString,
          comparedWith: {
            type: 'string',
            enum: ['planned', 'target', null],
            nullable: true,
          },
          resources: arrayOf(objectOf({ ...resource, drifted: boolean })),
          notes: arrayOf(string),
        }),
      ),
      unknowns: arrayOf(string),
      error: nullableString,
    },
    ['rendered', 'live'],
  ),
  HistoryItem: objectOf(
    {
      promotion: string,
      freight: string,
      content: ref('Freight'),
      collection: { type: 'object', additionalProperties: string },
      rollback: boolean,
      at: string,
      verified: boolean,
      verifications: arrayOf(objectOf({ id: string, phase: string })),
    },
    ['content', 'verifications'],
  ),
  HistoryPage: pageOf('HistoryItem'),
};
