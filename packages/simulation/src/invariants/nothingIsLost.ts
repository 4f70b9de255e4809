import { Invariant } from './Invariant';

/** What was accepted is there, and ends; what somebody signed is there. */
export const nothingIsLost: Invariant = {
  name: 'no lost promotion or signature',
  atEnd({ facts, accepted, signed, count }) {
    const missing = [...accepted].find(id => !facts.promotions.has(id));
    if (missing) return `${missing} was accepted and is not there`;
    const unsigned = signed.find(
      whose =>
        count(
          'SELECT count(*) FROM promotion_reviews WHERE promotion_id = ? AND user_ref = ?',
          ...whose,
        ) === 0,
    );
    if (unsigned) return `what ${unsigned[1]} said of ${unsigned[0]} is gone`;
    const unfinished = [...facts.promotions.values()].find(
      it => it.finishedAt === undefined,
    );
    return unfinished && `${unfinished.id} is ${unfinished.phase} for ever`;
  },
};
