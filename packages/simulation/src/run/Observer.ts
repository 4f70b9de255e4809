import { Connection, SimulatedDatabase } from '../database/SimulatedDatabase';
import { Replica } from '../engine/Replica';
import { Coverage } from '../faults/Coverage';
import { FactReader } from '../invariants/FactReader';
import { Facts, PromotionFact } from '../invariants/Facts';
import { Invariant, World } from '../invariants/Invariant';
import { Owner } from '../kernel/Owner';
import { Scheduler } from '../kernel/Scheduler';
import { Effect } from '../outside/Effect';
import { Outside } from '../outside/Outside';
import { PipelinePlan } from '../people/makeDefinition';
import { Turn } from '../ports/Turn';
import { readStepStates } from './readStepStates';
import { Violation } from './Violation';

/** Watches everything that happens, and ends the run when an invariant does not hold. */
export class Observer {
  readonly accepted = new Set<string>();
  readonly signed: [promotion: string, user: string][] = [];
  readonly #reader: FactReader;
  readonly #lostAt = new Map<string, number>();
  readonly #tags = new Map<string, string>();

  constructor(
    readonly options: {
      scheduler: Scheduler;
      database: SimulatedDatabase;
      outside: Outside;
      plan: PipelinePlan;
      replicas: readonly Replica[];
      invariants: Invariant[];
      coverage: Coverage;
    },
  ) {
    this.#reader = new FactReader(options.database);
  }

  get facts(): Facts {
    return this.#reader.facts;
  }

  onCommit = (tables: ReadonlySet<string>, connection: Connection): void => {
    const before = this.facts;
    this.#reader.update(tables);
    if (tables.has('work_items')) this.#countLostLeases(before, connection);
    this.#tell(before);
    if (tables.has('stages')) this.#tellVerifications(before);
    this.#check(it =>
      it.onCommit?.(this.#world(), before, { tables, connection }),
    );
  };

  onSend = (turn: Turn, what: string): void =>
    this.#check(it => it.onSend?.(this.#world(), turn, what));

  onEffect = (effect: Effect): void =>
    this.#check(it => it.onEffect?.(this.#world(), effect));

  atEnd(): void {
    this.#check(it => it.atEnd?.(this.#world()));
  }

  /** For whom a process asks for ports now. */
  beginTurn(owner: Owner, pipelineId: string, stage: string): Turn {
    const worker = this.options.replicas.find(it => it.owner === owner)?.worker;
    const running = [...this.facts.promotions.values()].find(
      it =>
        it.phase === 'Running' &&
        it.pipelineId === pipelineId &&
        it.stage === stage,
    );
    const claim =
      running && this.facts.claims.get(`promotion:${pipelineId}/${running.id}`);
    return {
      owner,
      pipelineId,
      stage,
      startedAt: this.options.scheduler.now,
      promotion:
        running && claim?.worker === worker && claim
          ? { id: running.id, token: claim.token }
          : undefined,
      sentUnderLostClaim: 0,
    };
  }

  #world(): World {
    const { scheduler, outside, plan, database } = this.options;
    return {
      now: scheduler.now,
      outside,
      plan,
      facts: this.facts,
      accepted: this.accepted,
      signed: this.signed,
      approversOf: id =>
        (
          database
            .prepare(
              `SELECT DISTINCT user_ref FROM promotion_reviews WHERE promotion_id = ? AND decision = 'approve'`,
            )
            .all(id) as { user_ref: string }[]
        ).map(row => row.user_ref),
      lostAt: token => this.#lostAt.get(token),
      dueAt: id =>
        (
          database
            .prepare('SELECT next_at FROM work_items WHERE id = ?')
            .get(id) as { next_at: number } | undefined
        )?.next_at,
      workerOf: owner =>
        this.options.replicas.find(it => it.owner === owner)?.worker,
      ownerOf: worker => this.#ownerOf(worker),
      stepsOf: id => readStepStates(database, id),
      tagOf: freight => this.#tagOf(freight),
      count: (sql, ...bindings) =>
        Number(
          Object.values(database.prepare(sql).get(...bindings) as object)[0],
        ),
    };
  }

  #countLostLeases(before: Facts, { owner }: Connection): void {
    for (const [id, { token, worker }] of before.claims) {
      const now = this.facts.claims.get(id)?.token;
      if (now !== token) this.#lostAt.set(token, this.options.scheduler.now);
      const holder = this.#ownerOf(worker);
      if (now !== undefined && now !== token && holder && holder !== owner) {
        this.options.coverage.count('life: a lost lease');
      }
    }
  }

  #ownerOf(worker: string): Owner | undefined {
    return this.options.replicas.find(
      it => it.worker === worker && it.owner.alive,
    )?.owner;
  }

  #check(ask: (invariant: Invariant) => string | undefined): void {
    const { scheduler } = this.options;
    for (const invariant of this.options.invariants) {
      const what = scheduler.failure ? undefined : ask(invariant);
      if (what !== undefined) {
        scheduler.log.add(
          scheduler.now,
          undefined,
          `VIOLATION of "${invariant.name}": ${what}`,
        );
        scheduler.failure = { error: new Violation(invariant.name, what) };
      }
    }
  }

  /** What has become of Promotions, in the story. */
  #tell(before: Facts): void {
    const { scheduler } = this.options;
    if (before.promotions === this.facts.promotions) return;
    for (const promotion of this.facts.promotions.values()) {
      const { id, phase, createdBy } = promotion;
      const was = before.promotions.get(id);
      this.#count(promotion, was);
      if (was?.phase !== phase) {
        scheduler.log.add(
          scheduler.now,
          undefined,
          `${id} is ${phase}${was ? '' : `, asked for by ${createdBy.ref}`}`,
        );
      }
    }
  }

  /** What has become of verifications, in the story. */
  #tellVerifications(before: Facts): void {
    const { scheduler, coverage } = this.options;
    for (const [key, { verification: is }] of this.facts.stages) {
      const was = before.stages.get(key)?.verification;
      if (!is?.id || (is.id === was?.id && is.phase === was.phase)) {
        continue;
      }
      if (is.id !== was?.id && is.by) coverage.count('verification: repeated');
      if (is.abortedBy) coverage.count('verification: ended by a person');
      else if (is.phase === 'Error' && was?.unseenSince) {
        coverage.count('verification: given up');
      } else if (
        is.phase === 'Failed' ||
        is.phase === 'Error' ||
        is.phase === 'Inconclusive'
      ) {
        coverage.count(`verification: ${is.phase}`);
      }
      scheduler.log.add(
        scheduler.now,
        undefined,
        `verification ${is.id} is ${is.phase}${
          is.message ? `: ${is.message}` : ''
        }`,
      );
    }
  }

  /** What the engine does by itself that gets in the way of what people want. */
  #count(
    { createdBy, message, phase, pipelineId, stage }: PromotionFact,
    was: PromotionFact | undefined,
  ): void {
    const { coverage } = this.options;
    if (!was && createdBy.ref === 'automatic-rollback') {
      coverage.count('policy: rolled back by itself');
      const answered = this.facts.stages.get(`${pipelineId}/${stage}`);
      if (answered?.lastPromotion?.phase === 'Succeeded') {
        coverage.count('policy: rolled back after its verification');
      }
    }
    if (!was || was.message === message) return;
    if (phase === 'Aborted' && message?.startsWith('Superseded')) {
      coverage.count('queue: superseded');
    }
    if (phase === 'Pending' && message?.includes('has the lock')) {
      coverage.count('queue: waits for a lock');
    }
  }

  #tagOf(freight: string): string {
    const known = this.#tags.get(freight);
    if (known !== undefined) return known;
    const row = this.options.database
      .prepare('SELECT artifacts_json FROM freight WHERE id = ?')
      .get(freight) as { artifacts_json: string } | undefined;
    const found = row && JSON.parse(row.artifacts_json).images?.[0]?.tag;
    this.#tags.set(freight, found ?? 'unknown');
    return found ?? 'unknown';
  }
}
