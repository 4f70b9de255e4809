import { objectOf } from './objects';
import { answer, closed, operation } from './operation';
import {
  cursor,
  idempotencyKey,
  name,
  onStage,
  parameter,
  text,
} from './parameters';

const STAGE = '/pipelines/{kind}/{namespace}/{name}/stages/{stage}';
const freightBody = closed(
  objectOf({ freight: name, reason: text }, ['reason']),
);

/** Of one Stage. */
export const stagePaths = {
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
};
