import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';

const ACTIONS = [
  'promote',
  'rollback',
  'abort',
  'hold',
  'refresh',
  'verify',
] as const;

/** What a service may be allowed to do; never to approve, to sign or to override. */
export type ServiceAction = (typeof ACTIONS)[number];

interface ServiceRule {
  subject: string;
  actions: string[];
  entities: string[];
  stages?: string[];
}

/**
 * What service principals may do. They pass every Backstage permission by design, so this is the rule that holds them.
 */
export class ServiceRules {
  readonly #rules: ServiceRule[];

  /** Reads `waybill.services`. */
  static fromConfig(config: Config) {
    const rules = config.getOptionalConfigArray('waybill.services') ?? [];
    return new ServiceRules(
      rules.map((rule, index) => readRule(rule, `waybill.services[${index}]`)),
    );
  }

  private constructor(rules: ServiceRule[]) {
    this.#rules = rules;
  }

  /** @throws NotAllowedError that says what would have to be listed */
  assertMay(
    subject: string,
    action: ServiceAction,
    { entityRef, stage }: { entityRef: string; stage?: string },
  ) {
    const allowed = this.#rules.some(
      rule =>
        rule.subject === subject &&
        rule.actions.includes(action) &&
        rule.entities.includes(entityRef) &&
        (rule.stages === undefined ||
          stage === undefined ||
          rule.stages.includes(stage)),
    );
    if (!allowed) {
      throw new NotAllowedError(
        `The service ${subject} may not ${action} ${entityRef}${
          stage === undefined ? '' : ` in ${stage}`
        }: waybill.services does not list it`,
      );
    }
  }
}

function readRule(rule: Config, where: string): ServiceRule {
  const actions = rule.getStringArray('actions');
  const unknown = actions.find(
    action => !(ACTIONS as readonly string[]).includes(action),
  );
  if (unknown !== undefined) {
    throw new InputError(
      `${where}.actions: expected some of ${ACTIONS.join(
        ', ',
      )}, found '${unknown}'; a service never approves, signs or overrides`,
    );
  }
  return {
    subject: rule.getString('subject'),
    actions,
    entities: rule.getStringArray('entities').map(ref => {
      try {
        return stringifyEntityRef(parseEntityRef(ref));
      } catch {
        throw new InputError(
          `${where}.entities: expected full entity refs such as component:default/storefront, found '${ref}'`,
        );
      }
    }),
    stages: rule.getOptionalStringArray('stages'),
  };
}
