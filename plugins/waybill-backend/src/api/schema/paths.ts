import { objectOf } from './objects';
import { answer, closed, operation } from './operation';
import {
  cursor,
  cursorOf,
  entity,
  idempotencyKey,
  name,
  onStage,
  parameter,
  promotionId,
  text,
} from './parameters';

const freightBody = closed(
  objectOf({ freight: name, reason: text }, ['reason']),
);
const PIPELINE = '/pipelines/{kind}/{namespace}/{name}';
const STAGE = `${PIPELINE}/stages/{stage}`;

/** Every path the router answers, but for health, which is mounted before it. */
export const paths = {
  '/pipelines': {
    get: operation(
      'listPipelines',
      [
        ...['owner', 'system', 'filter'].map(key => parameter('query', key)),
        cursor,
      ],
      {
        200: answer(
          'The pipelines whose entities the caller sees',
          'PipelinePage',
        ),
      },
    ),
  },
  '/pipelines/validate': {
    post: operation(
      'validatePipeline',
      [],
      {
        200: answer(
          'What is wrong with the text; nothing is saved',
          'Validation',
        ),
      },
      closed(
        objectOf(
          {
            text: { type: 'string', maxLength: 1_048_576 },
            entityRef: { ...name, pattern: '^[^:/\\s]+:[^:/\\s]+/[^:/\\s]+$' },
          },
          ['entityRef'],
        ),
      ),
    ),
  },
  [PIPELINE]: {
    get: operation('getPipeline', [...entity, cursorOf('freightCursor')], {
      200: answer('One pipeline', 'Pipeline'),
      304: answer('Not changed since the ETag'),
    }),
  },
  [`${PIPELINE}/refresh`]: {
    post: operation('refreshPipeline', entity, {
      202: answer('Will be read again at once'),
    }),
  },
  [`${PIPELINE}/promotions`]: {
    get: operation(
      'listPromotions',
      [...entity, parameter('query', 'stage'), cursor],
      {
        200: answer('Newest first', 'PromotionPage'),
      },
    ),
  },
  [`${PIPELINE}/warehouses/{warehouse}/refresh`]: {
    post: operation(
      'refreshWarehouse',
      [...entity, parameter('path', 'warehouse')],
      {
        202: answer('Will look again at once'),
      },
    ),
  },
  [`${PIPELINE}/warehouses/{warehouse}/artifacts`]: {
    get: operation(
      'getArtifacts',
      [...entity, parameter('path', 'warehouse')],
      {
        200: answer('What the last good look found', 'Artifacts'),
      },
    ),
  },
  [`${PIPELINE}/freight/{freight}/changelog`]: {
    get: operation(
      'getChangelog',
      [
        ...entity,
        parameter('path', 'freight'),
        parameter('query', 'from', { required: true }),
      ],
      {
        200: answer(
          'What changes from one Freight to another, down to commits',
          'Changelog',
        ),
      },
    ),
  },
  [`${STAGE}/gates`]: {
    get: operation(
      'getGates',
      [...onStage, parameter('query', 'freight', { required: true })],
      { 200: answer('Why not', 'Gates') },
    ),
  },
  [`${STAGE}/approvals`]: {
    post: operation(
      'approve',
      onStage,
      { 201: answer('Approved for the Stage') },
      freightBody,
    ),
  },
  [`${STAGE}/preview`]: {
    post: operation(
      'preview',
      onStage,
      { 200: answer('What a promotion would do', 'Preview') },
      closed(
        objectOf({ freight: name, rollback: { type: 'boolean' } }, [
          'rollback',
        ]),
      ),
    ),
  },
  [`${STAGE}/promotions`]: {
    post: operation(
      'promote',
      [...onStage, idempotencyKey],
      { 201: answer('The Promotion', 'Promotion') },
      closed(
        objectOf({ freight: name, reason: text, preview: name }, [
          'reason',
          'preview',
        ]),
      ),
    ),
  },
  [`${STAGE}/rollback`]: {
    post: operation(
      'rollback',
      [...onStage, idempotencyKey],
      { 201: answer('The Promotion', 'Promotion') },
      closed(
        objectOf({ freight: name, origin: name, reason: text, preview: name }, [
          'freight',
          'origin',
          'preview',
        ]),
      ),
    ),
  },
  [`${STAGE}/refresh`]: {
    post: operation('refreshStage', onStage, {
      202: answer('Will be looked at at once'),
    }),
  },
  [`${STAGE}/hold`]: {
    post: operation(
      'hold',
      onStage,
      { 204: answer('Auto-promotion is held') },
      closed(objectOf({ origin: name, reason: text }, ['origin'])),
    ),
  },
  [`${STAGE}/resume`]: {
    post: operation(
      'resume',
      onStage,
      { 204: answer('Auto-promotion goes on') },
      closed(objectOf({ origin: name }, ['origin'])),
    ),
  },
  [`${STAGE}/verify`]: {
    post: operation('verify', onStage, {
      202: answer('What runs will be verified again'),
    }),
  },
  [`${STAGE}/verify/abort`]: {
    post: operation('abortVerification', onStage, {
      202: answer('The verification that is under way will be ended'),
    }),
  },
  [`${STAGE}/history`]: {
    get: operation(
      'getHistory',
      [...onStage, cursor, parameter('query', 'at')],
      {
        200: answer(
          'What ran, newest first; with `at`, first what ran at that moment',
          'HistoryPage',
        ),
      },
    ),
  },
  '/promotions/{id}': {
    get: operation('getPromotion', [promotionId], {
      200: answer('The Promotion', 'Promotion'),
    }),
  },
  '/promotions/{id}/abort': {
    post: operation(
      'abortPromotion',
      [promotionId],
      {
        202: answer(
          'The Promotion, which will stop before its next effect',
          'Promotion',
        ),
      },
      closed(objectOf({ reason: text }, ['reason'])),
    ),
  },
  '/promotions/{id}/retry': {
    post: operation(
      'retryPromotion',
      [promotionId, idempotencyKey],
      { 201: answer('The new Promotion', 'Promotion') },
      closed(
        objectOf(
          {
            from: { type: 'string', enum: ['failed-step', 'start'] },
            reason: text,
          },
          ['reason'],
        ),
      ),
    ),
  },
  '/promotions/{id}/reviews': {
    post: operation(
      'reviewPromotion',
      [promotionId],
      {
        201: answer(
          'The Promotion, which goes on or ends in a moment',
          'Promotion',
        ),
      },
      closed(
        objectOf(
          {
            decision: { type: 'string', enum: ['approve', 'reject'] },
            reason: text,
            step: name,
          },
          ['reason', 'step'],
        ),
      ),
    ),
  },
};
