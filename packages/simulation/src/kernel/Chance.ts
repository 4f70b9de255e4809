import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The one source of chance of a run. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  happens(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** The generator mixes neighbouring seeds only after a few draws. */
const WARM_UP = 16;

export function createChance(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  for (let i = 0; i < WARM_UP; i += 1) {
    generator.next();
  }
  const chance: Chance = {
    next: () => (generator.next() >>> 0) / 2 ** 32,
    int: (from, to) => from + Math.floor(chance.next() * (to - from + 1)),
    happens: probability => chance.next() < probability,
    pick: from => from[chance.int(0, from.length - 1)],
  };
  return chance;
}
