import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  RESOURCE_TYPE_CATALOG_ENTITY,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_WAYBILL_PIPELINE,
  waybillAuditReadPermission,
  waybillFreightApprovePermission,
  waybillPipelineReadPermission,
  waybillPipelineRefreshPermission,
  waybillPolicyOverridePermission,
  waybillPromotionAbortPermission,
  waybillPromotionReviewPermission,
  waybillStageHoldPermission,
  waybillStagePromotePermission,
  waybillStageRollbackPermission,
} from '@waybill/backstage-plugin-waybill-common';
import {
  waybillPipelineRules,
  waybillStageRules,
} from '@waybill/backstage-plugin-waybill-node';
import { DemoPolicy } from './DemoPolicy';

const STOREFRONT = 'group:default/team-storefront';
const GUESTBOOK = 'group:default/team-guestbook';
/** As the sandbox's catalog has them. */
const PEOPLE = {
  dana: [STOREFRONT, GUESTBOOK],
  olga: [STOREFRONT, GUESTBOOK, 'group:default/storefront-leads'],
  sam: ['group:default/sre'],
  otto: ['group:default/outsiders'],
};
type Person = keyof typeof PEOPLE;

async function decide(permission: Permission, person?: Person) {
  const ref = `user:default/${person}`;
  return new DemoPolicy().handle(
    { permission },
    person && {
      credentials: mockCredentials.user(ref),
      info: {
        userEntityRef: ref,
        ownershipEntityRefs: [ref, ...PEOPLE[person]],
      },
    },
  );
}

const onStage = createConditionAuthorizer(Object.values(waybillStageRules));
const onPipeline = createConditionAuthorizer(
  Object.values(waybillPipelineRules),
);

/** The decision, with its conditions applied to the Stage of a storefront. */
function isAllowed(decision: PolicyDecision, stage: string) {
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result === AuthorizeResult.ALLOW;
  }
  const entityRef = 'component:default/storefront';
  const entityOwners = [STOREFRONT];
  return decision.resourceType === RESOURCE_TYPE_WAYBILL_PIPELINE
    ? onPipeline(decision, { entityRef, entityOwners })
    : onStage(decision, {
        entityRef,
        stage,
        labels: {},
        entityOwners,
        stageOwners: entityOwners,
      });
}

const everybody: Person[] = ['dana', 'olga', 'sam', 'otto'];
const owners: Person[] = ['dana', 'olga', 'sam'];
const leads: Person[] = ['olga', 'sam'];

describe('DemoPolicy', () => {
  it.each<[Permission, string, Person[]]>([
    [waybillStagePromotePermission, 'dev', owners],
    [waybillStagePromotePermission, 'uat', owners],
    [waybillStagePromotePermission, 'prod', leads],
    [waybillStagePromotePermission, 'prod-eu', leads],
    [waybillStageRollbackPermission, 'dev', owners],
    [waybillStageRollbackPermission, 'prod', leads],
    [waybillPromotionAbortPermission, 'uat', owners],
    [waybillPromotionAbortPermission, 'prod', leads],
    [waybillStageHoldPermission, 'prod', leads],
    [waybillPromotionReviewPermission, 'uat', owners],
    [waybillPromotionReviewPermission, 'prod', leads],
    [waybillFreightApprovePermission, 'dev', leads],
    [waybillFreightApprovePermission, 'prod', leads],
    [waybillPipelineRefreshPermission, '', owners],
    [waybillPipelineReadPermission, '', everybody],
    [waybillAuditReadPermission, '', ['sam']],
    [waybillPolicyOverridePermission, '', ['sam']],
    [catalogEntityDeletePermission, '', ['sam']],
  ])('allows %o in "%s" to %j alone', async (permission, stage, allowed) => {
    const found = [];
    for (const person of everybody) {
      if (isAllowed(await decide(permission, person), stage)) {
        found.push(person);
      }
    }
    expect(found).toEqual(allowed);
  });

  it('shows in the catalog what one owns and who works here, and all to the SREs', async () => {
    expect(await decide(catalogEntityReadPermission, 'sam')).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    expect(await decide(catalogEntityReadPermission, 'otto')).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
      conditions: {
        anyOf: [
          {
            rule: 'IS_ENTITY_OWNER',
            params: {
              claims: ['user:default/otto', 'group:default/outsiders'],
            },
          },
          {
            rule: 'IS_ENTITY_KIND',
            params: { kinds: ['User', 'Group', 'Location'] },
          },
        ],
      },
    });
  });

  it('allows nothing in a Stage to nobody', async () => {
    const decision = await decide(waybillStagePromotePermission);
    expect(isAllowed(decision, 'dev')).toBe(false);
  });
});
