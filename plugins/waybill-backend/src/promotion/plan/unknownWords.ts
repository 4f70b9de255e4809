import {
  PromotionStepDefinition,
  stepName,
} from '@waybill/backstage-plugin-waybill-common';

/** What steps put out that only a run can know, in words. */
const WORDS: Record<string, string> = {
  commit: 'the commit',
  digest: 'the digest',
  if: 'whether it runs',
  output: 'what it puts out',
  pr: 'what becomes of the pull request',
  'pr.id': 'the number of the pull request',
  'pr.url': 'the address of the pull request',
  responses: 'who approves',
  'slack.threadTS': 'the thread of the message',
};

/** What of a step only a run can know, for a person. */
export function unknownWords(
  { as: alias, uses }: Pick<PromotionStepDefinition, 'as' | 'uses'>,
  unknown: string,
): string {
  const what = WORDS[unknown] ?? `the output "${unknown}"`;
  return `${what}, of step ${stepName({ alias, uses })}`;
}
