import { DatabaseFaults } from '../database/DatabaseFaults';
import { SimulatedDatabase } from '../database/SimulatedDatabase';
import { CONFIG, createReplica, Replica } from '../engine/Replica';
import { Coverage } from '../faults/Coverage';
import { Mood } from '../faults/Mood';
import { Owner } from '../kernel/Owner';
import { Scheduler } from '../kernel/Scheduler';
import { Outside } from '../outside/Outside';
import { PipelinePlan } from '../people/makeDefinition';
import { PortCalls } from '../ports/PortCalls';
import { Turn } from '../ports/Turn';

/** More deaths than this keep a run from getting anywhere. */
const MOST_KILLS = 8;

/** The processes: they are started, paused, killed, replaced. */
export class Fleet {
  readonly replicas: Replica[] = [];
  calmFrom = Infinity;
  #names = 0;
  #kills = 0;

  constructor(
    readonly options: {
      scheduler: Scheduler;
      mood: Mood;
      coverage: Coverage;
      outside: Outside;
      plan: PipelinePlan;
      calls: PortCalls;
      database: () => SimulatedDatabase;
      beginTurn(owner: Owner, pipelineId: string, stage: string): Turn;
      onSend(turn: Turn, what: string): void;
    },
  ) {}

  get living(): Replica[] {
    return this.replicas.filter(it => it.owner.alive);
  }

  start(): void {
    const { scheduler, mood, coverage, outside, plan, calls } = this.options;
    this.#names += 1;
    const name = `r${this.#names}`;
    const rate = 1 + (scheduler.chance.next() - 0.5) * mood.skew;
    if (rate !== 1) coverage.count('life: a skewed clock');
    const replica = createReplica({
      name,
      scheduler,
      database: this.options.database(),
      outside,
      plan,
      calls,
      rate,
      alone: mood.replicas === 1,
      beginTurn: this.options.beginTurn,
      onSend: this.options.onSend,
    });
    this.replicas.push(replica);
    this.#log(replica.owner, 'starts');
    replica.engine.start().catch(error => {
      this.#log(replica.owner, `cannot start: ${error.message}`);
      this.kill(replica.owner, 'it could not start');
    });
  }

  /** From now on nothing reaches it; somebody starts another one in its place. */
  kill(owner: Owner, why: string): void {
    if (!owner.alive) return;
    const { scheduler } = this.options;
    this.#log(owner, `is killed: ${why}`);
    owner.alive = false;
    this.options.database().drop(owner);
    const wait = 500 + scheduler.chance.next() ** 2 * 40_000;
    scheduler.schedule(wait, '', () => this.start());
  }

  pause(owner: Owner, leastMs = 1_000): void {
    const { scheduler } = this.options;
    const forMs = leastMs + scheduler.chance.next() ** 2 * 90_000;
    this.#log(owner, `stands still for ${Math.round(forMs / 1000)} s`);
    owner.pausedUntil = Math.max(owner.pausedUntil, scheduler.now + forMs);
  }

  /** As a deployment does it. */
  replace(replica: Replica): void {
    const { coverage } = this.options;
    coverage.count('life: a replacement');
    this.#log(replica.owner, 'is told to stop');
    replica.owner.stopping = true;
    const gone = () => {
      if (replica.owner.alive) {
        this.#log(replica.owner, 'has stopped');
        replica.owner.alive = false;
        this.start();
      }
    };
    replica.engine.stop().then(gone, gone);
  }

  /** A moment at which a process may die, or stand still for longer than its leases: just then, or a little later. */
  maybeStrike(owner: Owner, probability: number, where: string): void {
    const { scheduler, coverage } = this.options;
    const { chance, now } = scheduler;
    if (
      now < this.calmFrom &&
      this.#kills < MOST_KILLS &&
      owner.alive &&
      chance.happens(probability)
    ) {
      const isKill = chance.happens(0.65);
      this.#kills += isKill ? 1 : 0;
      coverage.count(`life: a ${isKill ? 'kill' : 'pause'} at ${where}`);
      scheduler.schedule(chance.next() ** 2 * 150, '', () =>
        isKill
          ? this.kill(owner, `at ${where}`)
          : this.pause(owner, CONFIG.leaseSeconds * 1000),
      );
    }
  }

  databaseFaults(): DatabaseFaults {
    const { scheduler, mood, coverage } = this.options;
    const { chance } = scheduler;
    const strikes = (probability: number, fault: string) => {
      const struck =
        scheduler.now < this.calmFrom && chance.happens(probability);
      if (struck) coverage.count(`database: ${fault}`);
      return struck;
    };
    return {
      onConnect: owner => {
        if (!strikes(mood.connections, 'no connection')) return undefined;
        this.#log(owner, 'gets no connection to the database');
        return new Error('connect ECONNREFUSED');
      },
      onCommit: () => {
        const delayMs = chance.next() * 3;
        if (strikes(mood.commits, 'a commit fails')) {
          const before = new Error('could not serialize access');
          return { delayMs, name: 'it fails', before };
        }
        if (strikes(mood.commits, 'the answer to a commit is lost')) {
          const after = new Error('Connection terminated unexpectedly');
          return { delayMs, name: 'its answer is lost', after };
        }
        if (strikes(mood.commits, 'a commit is slow')) {
          return { delayMs: chance.next() * 8_000, name: 'slowly' };
        }
        return { delayMs };
      },
      afterCommit: owner =>
        this.maybeStrike(owner, mood.killsAtCommits, 'a commit'),
    };
  }

  #log(owner: Owner, what: string): void {
    const { scheduler } = this.options;
    scheduler.log.add(scheduler.now, owner.name, what);
  }
}
