import { Config } from '@backstage/config';
import {
  AutomaticRollbackPolicy,
  parseDuration,
} from '@waybill/backstage-plugin-waybill-common';
import { refuseOthers } from './refuseOthers';

const KEY = 'waybill.policies.default.automaticRollback';
const EVENTS: AutomaticRollbackPolicy['on'] = [
  'FailedPromotion',
  'FailedVerification',
];
/** As in Kargo's enterprise edition. */
const DEFAULT_MAX_AGE = '20m';

/** Reads `waybill.policies.default.automaticRollback`; undefined: nothing is rolled back by itself. Throws where it is not understood. */
export function readAutomaticRollback(
  config: Config,
): AutomaticRollbackPolicy | undefined {
  const written = config.getOptionalConfig(KEY);
  if (!written) {
    return undefined;
  }
  refuseOthers(KEY, written.get(), ['on', 'ignoreFailuresOlderThan']);
  const on = written.getStringArray('on');
  const unknown = on.find(it => !EVENTS.some(event => event === it));
  if (unknown !== undefined) {
    throw new Error(
      `${KEY}.on: expected some of ${EVENTS.join(', ')}, found "${unknown}"`,
    );
  }
  const age =
    written.getOptionalString('ignoreFailuresOlderThan') ?? DEFAULT_MAX_AGE;
  return {
    on: EVENTS.filter(event => on.includes(event)),
    maxAgeSeconds: secondsOf(age),
  };
}

function secondsOf(text: string): number {
  let seconds = 0;
  try {
    seconds = parseDuration(text);
  } catch {
    // Told below, with its place.
  }
  if (!(seconds > 0)) {
    throw new Error(
      `${KEY}.ignoreFailuresOlderThan: expected a time greater than 0 such as 20m, found "${text}"`,
    );
  }
  return seconds;
}
