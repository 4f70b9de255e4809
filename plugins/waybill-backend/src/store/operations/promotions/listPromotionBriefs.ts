import {
  Actor,
  Gate,
  PromotionBrief,
  PromotionPhase,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { column } from '../../column';
import { DbPromotionRow } from '../../tables';

/** How many finished Promotions of a Stage a decision looks back on. */
const FINISHED_LIMIT = 50;

const BRIEF_COLUMNS = [
  'id',
  'ulid',
  'freight_id',
  'origin',
  'phase',
  'created_at',
  'finished_at',
  'rollback',
  'hold_intent',
  'retry_of',
  'retry_from',
  'created_by_json',
  'abort_json',
  'collection_json',
  'message',
  'gates_json',
] satisfies (keyof DbPromotionRow)[];

type BriefRow = Pick<DbPromotionRow, (typeof BRIEF_COLUMNS)[number]>;

/** What decisions on a Stage need of its Promotions: every unfinished one and the newest finished ones. */
export async function listPromotionBriefs(
  tx: Knex,
  options: { pipelineId: string; stage: string },
): Promise<PromotionBrief[]> {
  const ofStage = () =>
    tx<DbPromotionRow>('promotions')
      .select(BRIEF_COLUMNS)
      .where({ pipeline_id: options.pipelineId, stage: options.stage });
  const newestFinished = ofStage()
    .whereNotNull('finished_at')
    .orderBy('ulid', 'desc')
    .limit(FINISHED_LIMIT);
  const rows: BriefRow[] = await ofStage()
    .whereNull('finished_at')
    .unionAll(query => query.select('*').from(newestFinished.as('finished')));
  return rows.sort(unfinishedFirst).map(row => ({
    id: row.id,
    freight: row.freight_id,
    origin: row.origin,
    phase: row.phase as PromotionPhase,
    createdAt: column.readTime(row.created_at),
    finishedAt: column.readTimeOrUndefined(row.finished_at),
    rollback: Boolean(row.rollback),
    holdIntent: (row.hold_intent as 'hold' | 'resume' | null) ?? undefined,
    resumes:
      row.retry_from === 'failed-step' ? row.retry_of ?? undefined : undefined,
    createdByType: column.readJson<Actor>(row.created_by_json).type,
    abortRequested: row.abort_json !== null,
    collection: column.readJsonOrUndefined(row.collection_json),
    ...(row.phase === 'Pending' &&
      row.message !== null && {
        waitsFor: column.readJson<Gate[]>(row.gates_json),
      }),
  }));
}

function unfinishedFirst(a: BriefRow, b: BriefRow): number {
  const byEnd = Number(a.finished_at !== null) - Number(b.finished_at !== null);
  return byEnd || Number(a.ulid < b.ulid) - Number(a.ulid > b.ulid);
}
