import { objectOf } from './objects';
import { answer, closed, operation } from './operation';
import { cursor, cursorOf, entity, name, parameter } from './parameters';

const PIPELINE = '/pipelines/{kind}/{namespace}/{name}';

/** Of pipelines, their Warehouses and their Freight. */
export const pipelinePaths = {
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
};
