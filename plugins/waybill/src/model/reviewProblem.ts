import {
  AskedReview,
  mayApprove,
  ReviewView,
} from '@waybill/backstage-plugin-waybill-common';
import { Person } from '../hooks/usePerson';
import { WaybillT } from '../translation/WaybillT';
import { refName } from './actorName';
import { lastWord } from './lastWord';

/** Why somebody's word would not be taken, or change nothing, as a sentence; undefined: it counts. */
export function reviewProblem(
  t: WaybillT,
  options: {
    asked: AskedReview;
    said: ReviewView[];
    person: Person;
    decision: ReviewView['decision'];
  },
): string | undefined {
  const { asked, said, person, decision } = options;
  if (person.user === asked.excluded) return t('reviews.ownRequest');
  if (!mayApprove(asked, person)) {
    const whom = asked.approvers
      .map(({ role, value }) => refName(role ?? value ?? ''))
      .join(', ');
    return t('reviews.notAsked', { whom });
  }
  return lastWord(said, asked.step, person.user)?.decision === decision
    ? t(`reviews.already.${decision}`)
    : undefined;
}
