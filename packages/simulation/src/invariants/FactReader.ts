import { SimulatedDatabase } from '../database/SimulatedDatabase';
import { Facts, PromotionFact } from './Facts';

type Row = Record<string, string | number | null>;
type Delivery = NonNullable<ReturnType<Facts['history']['get']>>[number];

const text = (value: string | number | null): string => String(value);
const optional = (value: string | number | null): string | undefined =>
  value === null ? undefined : String(value);
const number = (value: string | number | null): number | undefined =>
  value === null ? undefined : Number(value);

/** Reads what commits have changed, and nothing else. */
export class FactReader {
  #facts: Facts = {
    promotions: new Map(),
    stages: new Map(),
    claims: new Map(),
    progress: new Map(),
    marks: new Map(),
    pipelines: new Map(),
    history: new Map(),
  };

  constructor(readonly database: SimulatedDatabase) {}

  get facts(): Facts {
    return this.#facts;
  }

  /** Facts after a commit that wrote these tables. */
  update(tables: ReadonlySet<string>): Facts {
    const before = this.#facts;
    this.#facts = {
      promotions: tables.has('promotions')
        ? this.#promotions()
        : before.promotions,
      stages: tables.has('stages') ? this.#stages() : before.stages,
      claims: tables.has('work_items') ? this.#claims() : before.claims,
      progress: tables.has('promotion_steps')
        ? this.#progress()
        : before.progress,
      marks: tables.has('freight_stages') ? this.#marks() : before.marks,
      pipelines: tables.has('pipelines')
        ? new Map(
            this.#all('SELECT id, state FROM pipelines').map(row => [
              text(row.id),
              text(row.state),
            ]),
          )
        : before.pipelines,
      history: tables.has('stage_history') ? this.#history() : before.history,
    };
    return this.#facts;
  }

  #promotions(): Facts['promotions'] {
    const before = this.#facts.promotions;
    const rows = this.#all(
      `SELECT id, pipeline_id, project, stage, freight_id, phase, created_by_json, rollback, reason, hold_intent,
       abort_json, retry_of, retry_from, message, created_at, started_at, finished_at, collection_json, health_checks_json, steps_json FROM promotions`,
    );
    return new Map(
      rows.map(row => [
        text(row.id),
        promotionOf(row, before.get(text(row.id))),
      ]),
    );
  }

  #stages(): Facts['stages'] {
    return new Map(
      this.#all('SELECT pipeline_id, name, state_json FROM stages').map(row => [
        `${row.pipeline_id}/${row.name}`,
        JSON.parse(text(row.state_json)),
      ]),
    );
  }

  #claims(): Facts['claims'] {
    return new Map(
      this.#all(
        'SELECT id, claim_token, claimed_by, lease_until FROM work_items WHERE claim_token IS NOT NULL',
      ).map(row => [
        text(row.id),
        {
          token: text(row.claim_token),
          worker: text(row.claimed_by),
          leaseUntil: Number(row.lease_until),
        },
      ]),
    );
  }

  #progress(): Facts['progress'] {
    return new Map(
      this.#all(
        `SELECT promotion_id, group_concat(status || ifnull(finished_at, '') || error_count || record_json) AS progress
         FROM (SELECT * FROM promotion_steps ORDER BY promotion_id, position) GROUP BY promotion_id`,
      ).map(row => [text(row.promotion_id), text(row.progress)]),
    );
  }

  #marks(): Facts['marks'] {
    return new Map(
      this.#all('SELECT * FROM freight_stages').map(row => [
        `${row.pipeline_id}/${row.stage}/${row.freight_id}`,
        {
          freight: text(row.freight_id),
          stage: text(row.stage),
          currentlySince: number(row.currently_since),
          verifiedAt: number(row.verified_at),
          longestSoakMs: Number(row.longest_soak_ms ?? 0),
          approved: row.approved_at !== null,
        },
      ]),
    );
  }

  #history(): Facts['history'] {
    const found = new Map<string, Delivery[]>();
    for (const row of this.#all(
      'SELECT pipeline_id, stage, promotion_id, collection_json, verifications_json FROM stage_history ORDER BY seq',
    )) {
      const key = `${row.pipeline_id}/${row.stage}`;
      const list = found.get(key) ?? [];
      list.push({
        promotion: text(row.promotion_id),
        collection: JSON.parse(text(row.collection_json)),
        verifications: JSON.parse(optional(row.verifications_json) ?? '[]'),
      });
      found.set(key, list);
    }
    return found;
  }

  #all(sql: string): Row[] {
    return this.database.prepare(sql).all() as Row[];
  }
}

function promotionOf(
  row: Row,
  before: PromotionFact | undefined,
): PromotionFact {
  const stepsJson = text(row.steps_json);
  return {
    id: text(row.id),
    pipelineId: text(row.pipeline_id),
    project: text(row.project),
    stage: text(row.stage),
    freight: text(row.freight_id),
    phase: text(row.phase) as PromotionFact['phase'],
    createdBy: before?.createdBy ?? JSON.parse(text(row.created_by_json)),
    rollback: row.rollback === 1,
    reason: optional(row.reason),
    holdIntent: optional(row.hold_intent),
    abortRequested: row.abort_json !== null,
    retryOf: optional(row.retry_of),
    retryFrom: optional(row.retry_from) as PromotionFact['retryFrom'],
    message: optional(row.message),
    createdAt: Number(row.created_at),
    startedAt: number(row.started_at),
    finishedAt: number(row.finished_at),
    collection:
      row.collection_json === null
        ? undefined
        : JSON.parse(text(row.collection_json)),
    healthChecks: JSON.parse(text(row.health_checks_json)),
    stepsJson,
    steps:
      before?.stepsJson === stepsJson ? before.steps : JSON.parse(stepsJson),
  };
}
