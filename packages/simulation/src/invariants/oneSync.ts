import { Invariant } from './Invariant';

/** A step does not sync again what shows its own sync, and overwrites nobody's operation. */
export const oneSync: Invariant = {
  name: 'one sync per step',
  onEffect(_world, effect) {
    if (effect.type !== 'sync') return undefined;
    if (effect.repeats) {
      return `${effect.application} was synced again for ${effect.correlationId}, whose operation could be seen there`;
    }
    return effect.overwrites
      ? `${effect.correlationId} overwrote an operation of ${effect.overwrites} on ${effect.application}`
      : undefined;
  },
};
