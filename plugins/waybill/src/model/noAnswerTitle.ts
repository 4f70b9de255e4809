import { Explanation } from './explainError';

/** What to say above why something could not be shown at all: only of silence that there was no answer. */
export function noAnswerTitle(kind: Explanation['kind']) {
  if (kind === 'notAllowed') return 'states.hidden';
  return kind === 'noAnswer' ? 'states.unreachable' : 'states.failed';
}
