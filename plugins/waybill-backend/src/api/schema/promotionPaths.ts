import { objectOf } from './objects';
import { answer, closed, operation } from './operation';
import { idempotencyKey, name, promotionId, text } from './parameters';

/** Of one Promotion. */
export const promotionPaths = {
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
