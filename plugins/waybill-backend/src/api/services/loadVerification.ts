import {
  PromotionRecord,
  VerificationView,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { findHistoryEntry } from '../../store/operations/stages/findHistoryEntry';
import { toVerificationView } from '../views/toVerificationView';

/** How what a Promotion brought was verified; undefined: it brought nothing, or that was not verified and not tried to be. */
export async function loadVerification(
  knex: Knex,
  { id, pipelineId, stage, phase }: PromotionRecord,
): Promise<VerificationView | undefined> {
  const brought =
    phase === 'Succeeded' &&
    (await findHistoryEntry(knex, { pipelineId, stage, promotion: id }));
  if (!brought) {
    return undefined;
  }
  const [newest] = brought.verifications ?? [];
  if (newest) {
    return toVerificationView(newest);
  }
  return brought.verified ? { phase: 'Successful' } : undefined;
}
