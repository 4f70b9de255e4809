import { FailedVerification } from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbFreightStageRow } from '../../tables';

/** Puts down that what a Stage runs was not verified there, or, with null, that it is tried anew. */
export async function noteFailedVerification(
  tx: Knex,
  options: {
    pipelineId: string;
    stage: string;
    freight: string[];
    failed: FailedVerification | null;
  },
): Promise<void> {
  await tx<DbFreightStageRow>('freight_stages')
    .where({ pipeline_id: options.pipelineId, stage: options.stage })
    .whereIn('freight_id', options.freight)
    .update({ failed_json: options.failed && column.json(options.failed) });
}
