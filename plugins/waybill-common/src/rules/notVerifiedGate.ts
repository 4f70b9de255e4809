import { FailedVerification, FreightStatus } from '../model/Freight';
import { Gate } from '../model/Gate';
import { listWords } from './listWords';

const OUTCOME: Record<FailedVerification['phase'], string> = {
  Failed: 'its verification failed',
  Error: 'its verification could not run',
  Aborted: 'its verification was ended',
  Inconclusive: 'its verification was inconclusive',
};

/** What a metric says may be long; the Stage and its AnalysisRun have all of it. */
const MOST_CHARACTERS = 200;

/**
 * That Freight is not verified where it has to be. Where that has been tried, how it went: whoever reads it must not wait for what will
 * not come by itself.
 */
export function notVerifiedGate(
  missing: string[],
  word: 'and' | 'or',
  { failedIn = {} }: Pick<FreightStatus, 'failedIn'>,
): Gate {
  const failed = missing.filter(stage => failedIn[stage]);
  const reasons = failed.map(stage => {
    const { phase, message } = failedIn[stage];
    const where = missing.length > 1 ? `in ${stage}` : 'there';
    return `${OUTCOME[phase]} ${where}${message ? ` (${clip(message)})` : ''}`;
  });
  // One that was tried everywhere is not on its way any more.
  const yet = failed.length < missing.length ? ' yet' : '';
  const newest = failed.map(stage => failedIn[stage].at).sort();
  return {
    code: 'NotVerifiedUpstream',
    effect: 'refuse',
    message: [
      `not${yet} verified in ${listWords(missing, word)}`,
      ...reasons,
    ].join('; '),
    ...(failed.length > 0 && { since: newest[newest.length - 1] }),
  };
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_CHARACTERS
    ? `${line.slice(0, MOST_CHARACTERS - 1)}…`
    : line;
}
