import { ServiceUnavailableError } from '@backstage/errors';
import { Coverage } from '../faults/Coverage';
import { EFFECT_FAULTS, FaultKind, READ_FAULTS } from '../faults/FaultKind';
import { Mood } from '../faults/Mood';
import { Owner } from '../kernel/Owner';
import { Scheduler } from '../kernel/Scheduler';

/** Whether a call arrives as it was sent, once more, or when its sender is dead or has long been told that it has not. */
export type Arrival = 'once' | 'again' | 'late';

/** One call of a process to something outside. */
export interface PortCall<T> {
  owner: Owner;
  /** `git`, `host`, … */
  port: string;
  /** `push main`, … */
  what: string;
  /** Whether it changes something there. */
  effect: boolean;
  signal?: AbortSignal;
  /** What its adapter throws when there is no answer; default: what most throw. */
  unanswered?(why: string, mayHaveArrived: boolean): Error;
  /** What happens when it arrives. */
  run(arrival: Arrival): T | Promise<T>;
}

/** After so long an adapter gives up by itself, in milliseconds. */
const TIME_OUT_MS = 20_000;

/**
 * The wire: a call arrives some time after it was sent, whether or not the sender still lives, and its answer comes some time
 * after that, to those who do. What goes wrong is chance's.
 */
export class PortCalls {
  /** Set to the virtual time from which nothing goes wrong any more. */
  calmFrom = Infinity;
  /** A moment at which the process may die: a call was sent, or has just been done. */
  onEffect: (owner: Owner, port: string) => void = () => {};
  /** Ports that answer nothing for a while. */
  readonly outages = new Map<string, number>();

  constructor(
    readonly scheduler: Scheduler,
    readonly mood: Mood,
    readonly coverage: Coverage,
  ) {}

  async call<T>(call: PortCall<T>): Promise<T> {
    const { scheduler } = this;
    const { owner, port, what, signal } = call;
    signal?.throwIfAborted();
    const fault = this.#choose(port, call.effect);
    if (fault) {
      this.coverage.count(`${port}${call.effect ? '!' : ''}: ${fault}`);
    }
    if (call.effect || fault) {
      scheduler.log.add(
        scheduler.now,
        owner.name,
        `${port}: ${what}${fault ? ` (${fault})` : ''}`,
      );
    }
    return new Promise<T>((resolve, reject) => {
      if (signal && fault !== 'is deaf') {
        signal.addEventListener('abort', () => reject(signal.reason), {
          once: true,
        });
      }
      this.#travel(call, fault, {
        resolve: (answer, afterMs) =>
          scheduler.schedule(afterMs, '', () => resolve(answer), owner),
        reject: (error, afterMs) =>
          scheduler.schedule(afterMs, '', () => reject(error), owner),
      });
      if (call.effect) {
        this.onEffect(owner, port);
      }
    });
  }

  #travel<T>(
    call: PortCall<T>,
    fault: FaultKind | undefined,
    answer: {
      resolve(answer: T, afterMs: number): void;
      reject(error: unknown, afterMs: number): void;
    },
  ): void {
    const arrive = (
      afterMs: number,
      then?: (done: Promise<T>) => void,
      arrival: Arrival = 'once',
    ) => this.#arrive(call, afterMs, arrival, then);
    const lost = (mayHaveArrived = true) => {
      const why = `${call.port} does not answer: ${fault}`;
      if (call.unanswered) return call.unanswered(why, mayHaveArrived);
      return this.scheduler.chance.happens(0.8)
        ? new ServiceUnavailableError(why)
        : new Error(`${call.port}: socket hang up`);
    };
    const reply = (done: Promise<T>, afterMs: number) =>
      done.then(
        result => answer.resolve(result, afterMs),
        error => answer.reject(error, afterMs),
      );
    switch (fault) {
      case 'fails before':
        // A connection that was refused; one that broke tells nothing.
        return answer.reject(
          lost(this.scheduler.chance.happens(0.3)),
          this.#latency(),
        );
      case 'times out before':
        return answer.reject(lost(), TIME_OUT_MS);
      case 'fails after':
        return arrive(this.#latency(), () =>
          answer.reject(lost(), this.#latency()),
        );
      case 'times out after':
        return arrive(this.#latency(), () =>
          answer.reject(lost(), TIME_OUT_MS),
        );
      case 'lands late':
        arrive(
          TIME_OUT_MS + this.scheduler.chance.next() * 60_000,
          undefined,
          'late',
        );
        return answer.reject(lost(), TIME_OUT_MS);
      case 'hangs':
      case 'is deaf':
        if (this.scheduler.chance.happens(0.5)) {
          arrive(this.#latency());
        }
        return undefined;
      case 'is slow':
        return arrive(this.#slowness(), done => reply(done, this.#slowness()));
      case 'arrives twice':
        arrive(this.#latency());
        return arrive(
          100 + this.#slowness(),
          done => reply(done, this.#latency()),
          'again',
        );
      default:
        return arrive(this.#latency(), done => reply(done, this.#latency()));
    }
  }

  #arrive<T>(
    call: PortCall<T>,
    afterMs: number,
    arrival: Arrival,
    then: (done: Promise<T>) => void = () => {},
  ): void {
    const { owner, effect, port, what } = call;
    this.scheduler.schedule(
      afterMs,
      effect ? `${port} gets ${what} of ${owner.name}` : '',
      () => {
        // Its sender's successor may have looked, and others may have undone what it did, before this came.
        const how = arrival === 'once' && !owner.alive ? 'late' : arrival;
        const done = (async () => call.run(how))();
        done.catch(() => {});
        then(done);
        if (effect) {
          done.then(
            () => this.onEffect(owner, port),
            () => {},
          );
        }
      },
      // What was sent arrives, but nobody needs the answer to a question of the dead.
      effect ? undefined : owner,
    );
  }

  #choose(port: string, effect: boolean): FaultKind | undefined {
    const { chance, now } = this.scheduler;
    const isAway = (this.outages.get(port) ?? 0) > now;
    if (isAway && (now < this.calmFrom || port === 'rollouts')) {
      return chance.pick(['fails before', 'times out before']);
    }
    if (now >= this.calmFrom) {
      return undefined;
    }
    if (!chance.happens(this.mood.calls * shareOf(port, effect))) {
      return undefined;
    }
    const fault = chance.pick(effect ? EFFECT_FAULTS : READ_FAULTS);
    const isHang = fault === 'hangs' || fault === 'is deaf';
    return isHang && !chance.happens(this.mood.hangs) ? 'is slow' : fault;
  }

  #latency(): number {
    return 1 + this.scheduler.chance.next() * 60;
  }

  #slowness(): number {
    return this.scheduler.chance.next() ** 2 * 30_000;
  }
}

/** Effects are where faults hurt, and those of some ports are few. */
function shareOf(port: string, effect: boolean): number {
  if (!effect) {
    return 0.5;
  }
  return port === 'git' || port === 'argo' ? 2 : 4;
}
