import { Config } from '@backstage/config';
import { AutomaticRollbackPolicy } from '@waybill/backstage-plugin-waybill-common';
import { readAutomaticRollback } from './readAutomaticRollback';
import { refuseOthers } from './refuseOthers';

/** What of `waybill.policies` is built. */
export interface DefaultPolicy {
  autoPromotion: 'allow' | 'forbid';
  /** Undefined: nothing is rolled back by itself. */
  automaticRollback?: AutomaticRollbackPolicy;
}

/**
 * Reads `waybill.policies`. A rule that is written and not enforced would be worse than none, so anything that is not built yet
 * stops the start.
 */
export function readPolicies(config: Config): DefaultPolicy {
  const written = config.getOptional('waybill.policies');
  if (written === undefined) {
    return { autoPromotion: 'forbid' };
  }
  if (
    written === null ||
    typeof written !== 'object' ||
    Array.isArray(written)
  ) {
    throw new Error(
      'waybill.policies: a list of policies is not built yet; only waybill.policies.default is',
    );
  }
  refuseOthers('waybill.policies', written, ['default']);
  const fallback = config.getOptional('waybill.policies.default') ?? {};
  refuseOthers('waybill.policies.default', fallback, [
    'autoPromotion',
    'automaticRollback',
  ]);
  const autoPromotion =
    config.getOptionalString('waybill.policies.default.autoPromotion') ??
    'forbid';
  if (autoPromotion !== 'allow' && autoPromotion !== 'forbid') {
    throw new Error(
      `waybill.policies.default.autoPromotion: expected allow or forbid, found "${autoPromotion}"`,
    );
  }
  return { autoPromotion, automaticRollback: readAutomaticRollback(config) };
}
