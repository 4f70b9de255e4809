import { isVerifying } from '../run/isVerifying';
import { Invariant } from './Invariant';

/** When nothing goes wrong any more, no work item fails any more, and none is left lying; every verification has ended. */
export const everythingHeals: Invariant = {
  name: 'everything heals',
  atEnd({ facts, now, count }) {
    const failing = count('SELECT count(*) FROM work_items WHERE failures > 0');
    if (failing > 0) return `${failing} work items still fail`;
    const late = count(
      'SELECT count(*) FROM work_items WHERE next_at < ? AND claim_token IS NULL',
      now - 60_000,
    );
    if (late > 0) return `${late} work items are overdue`;
    const [stage] = [...facts.stages].find(([, it]) => isVerifying(it)) ?? [];
    if (stage) return `the verification in ${stage} does not end`;
    const sick = [...facts.pipelines].find(([, state]) => state !== 'ok');
    return sick && `pipeline ${sick[0]} is ${sick[1]}`;
  },
};
