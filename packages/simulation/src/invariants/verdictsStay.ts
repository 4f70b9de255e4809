import {
  isVerificationOver,
  Verification,
} from '@waybill/backstage-plugin-waybill-common';
import { Facts } from './Facts';
import { Invariant } from './Invariant';

/** How many verifications of one delivery are kept. */
const KEPT = 10;

/** A verification that has ended stays as it ended, with the Stage and in its history. */
export const verdictsStay: Invariant = {
  name: 'a verification that has ended stays ended',
  onCommit({ facts }, before, { tables }) {
    if (tables.has('stages')) {
      for (const [key, { verification: was }] of before.stages) {
        const is = facts.stages.get(key)?.verification;
        if (was?.id !== undefined && is?.id === was.id) {
          const problem = problemOf(was as Verification, is as Verification);
          if (problem) return problem;
        }
      }
    }
    return tables.has('stage_history') ? inHistory(facts, before) : undefined;
  },
};

function inHistory(facts: Facts, before: Facts): string | undefined {
  for (const [key, deliveries] of before.history) {
    for (const { promotion, verifications } of deliveries) {
      const after =
        facts.history.get(key)?.find(it => it.promotion === promotion)
          ?.verifications ?? [];
      for (const was of verifications) {
        const is = after.find(it => it.id === was.id);
        const problem = is
          ? problemOf(was, is)
          : after.length < KEPT && `the history has lost ${was.id}`;
        if (problem) return problem;
      }
    }
  }
  return undefined;
}

function problemOf(was: Verification, is: Verification): string | undefined {
  const isOther = is.phase !== was.phase || is.finishedAt !== was.finishedAt;
  return isVerificationOver(was) && isOther
    ? `${was.id} was ${was.phase} since ${was.finishedAt}, and is ${is.phase} (${is.finishedAt})`
    : undefined;
}
