import { Chance } from '../kernel/Chance';

/** How bad a run is going to be; rates from 0 to 1. */
export interface Mood {
  /** Until when things go wrong, in virtual seconds from the start. */
  troubleSeconds: number;
  replicas: number;
  /** Of calls to something outside that go wrong. */
  calls: number;
  /** Of calls that hang or are deaf among those. */
  hangs: number;
  /** Of commits that go wrong. */
  commits: number;
  /** Of connections that are refused. */
  connections: number;
  /** That a process dies around an effect outside. */
  killsAtEffects: number;
  /** That it dies around a commit. */
  killsAtCommits: number;
  /** Processes that die, pause or are replaced for no reason, in a run. */
  lifeEvents: number;
  /** How far hosts' clocks run apart from the database's. */
  skew: number;
  /** Of what Argo CD says that is not so. */
  lies: number;
  /** Things that people do, and those who have nothing to do with Waybill. */
  people: number;
  outsiders: number;
  /** Times that definitions, the entity and gates change. */
  changes: number;
}

/** From calm to dreadful. */
export function createMood(chance: Chance): Mood {
  // Mostly short: what goes wrong does so around a few promotions.
  const troubleSeconds = 30 + Math.floor(chance.next() ** 2 * 240);
  const some = (highest: number, often = 0.6) =>
    chance.happens(often) ? chance.next() ** 2 * highest : 0;
  const count = (most: number) =>
    chance.happens(0.7) ? chance.int(0, most) : 0;
  return {
    troubleSeconds,
    replicas: chance.pick([1, 2, 2, 2, 3]),
    calls: chance.happens(0.8) ? chance.next() * 0.5 : 0,
    hangs: chance.happens(0.25) ? 1 : 0,
    commits: some(0.06, 0.4),
    connections: some(0.03, 0.3),
    killsAtEffects: some(0.5),
    killsAtCommits: some(0.08, 0.4),
    lifeEvents: count(4),
    skew: some(0.3, 0.3),
    lies: some(0.8),
    people: chance.int(1, 8),
    outsiders: count(10),
    changes: count(5),
  };
}
