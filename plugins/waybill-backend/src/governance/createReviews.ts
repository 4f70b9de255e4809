import { ReviewsPort } from '@waybill/backstage-plugin-waybill-node';
import { Knex } from 'knex';
import { listReviews } from '../store/operations/reviews/listReviews';

/** What people said to the Promotions of one pipeline. */
export function createReviews(options: {
  knex: Knex;
  pipelineId: string;
}): ReviewsPort {
  return {
    list: ({ promotion, alias }) =>
      listReviews(options.knex, {
        pipelineId: options.pipelineId,
        promotion,
        alias,
      }),
  };
}
