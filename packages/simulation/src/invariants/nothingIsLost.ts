import { Invariant } from './Invariant';

/** What was accepted is there, and ends. */
export const nothingIsLost: Invariant = {
  name: 'no lost promotion',
  atEnd({ facts, accepted }) {
    const missing = [...accepted].find(id => !facts.promotions.has(id));
    if (missing) return `${missing} was accepted and is not there`;
    const unfinished = [...facts.promotions.values()].find(
      it => it.finishedAt === undefined,
    );
    return unfinished && `${unfinished.id} is ${unfinished.phase} for ever`;
  },
};
