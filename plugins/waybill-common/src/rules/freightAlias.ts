import { sha1 } from '@noble/hashes/legacy';
import { utf8ToBytes } from '@noble/hashes/utils';
import { ALIAS_ADJECTIVES } from './aliasAdjectives';
import { ALIAS_ANIMALS } from './aliasAnimals';

const PAIRS = ALIAS_ADJECTIVES.length * ALIAS_ANIMALS.length;

/**
 * A name for Freight that people can say, `<adjective>-<animal>`: always the same for the same ID, the next one when
 * that is taken.
 *
 * @remarks Should every pair be taken, a number is added: `quiet-heron-2`.
 * @param id - the Freight's ID
 * @param isTaken - whether other Freight of the pipeline has this alias
 * @public
 */
export function freightAlias(
  id: string,
  isTaken: (alias: string) => boolean,
): string {
  const hash = new DataView(sha1(utf8ToBytes(id)).buffer);
  const first = hash.getUint32(0);
  // Odd, and so without a common factor with the number of pairs: the steps meet every pair once.
  const step = 2 * (hash.getUint32(4) % (PAIRS / 2)) + 1;
  for (let round = 1; ; round++) {
    for (let i = 0; i < PAIRS; i++) {
      const pair = (first + i * step) % PAIRS;
      const adjective = ALIAS_ADJECTIVES[pair % ALIAS_ADJECTIVES.length];
      const animal = ALIAS_ANIMALS[Math.floor(pair / ALIAS_ADJECTIVES.length)];
      const alias =
        round === 1
          ? `${adjective}-${animal}`
          : `${adjective}-${animal}-${round}`;
      if (!isTaken(alias)) {
        return alias;
      }
    }
  }
}
