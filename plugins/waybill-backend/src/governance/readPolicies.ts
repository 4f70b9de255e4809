import { Config } from '@backstage/config';

/** What of `waybill.policies` is built. */
export interface DefaultPolicy {
  autoPromotion: 'allow' | 'forbid';
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
      'waybill.policies: a list of policies is not built yet; only waybill.policies.default.autoPromotion is',
    );
  }
  refuseOthers('waybill.policies', written, ['default']);
  const fallback = config.getOptional('waybill.policies.default') ?? {};
  refuseOthers('waybill.policies.default', fallback, ['autoPromotion']);
  const autoPromotion =
    config.getOptionalString('waybill.policies.default.autoPromotion') ??
    'forbid';
  if (autoPromotion !== 'allow' && autoPromotion !== 'forbid') {
    throw new Error(
      `waybill.policies.default.autoPromotion: expected allow or forbid, found "${autoPromotion}"`,
    );
  }
  return { autoPromotion };
}

function refuseOthers(where: string, written: unknown, built: string[]) {
  const others = Object.keys(Object(written)).filter(
    key => !built.includes(key),
  );
  if (others.length > 0) {
    throw new Error(
      `${where}: ${others.join(', ')} ${
        others.length > 1 ? 'are' : 'is'
      } not built yet; remove it, or what it should keep from happening would happen`,
    );
  }
}
