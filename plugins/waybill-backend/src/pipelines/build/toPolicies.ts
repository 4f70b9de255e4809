import {
  matchStageSelector,
  PromotionPolicy,
  DefinitionError,
} from '@waybill/backstage-plugin-waybill-common';
import { isError } from '@backstage/errors';
import { errorAt } from '../parse/SourceDocument';
import { PolicyDocument } from '../schemas/promotionPolicySchema';
import { Resources } from './Resources';

/** Auto-promotion, as a ProjectConfig says it, a Project of Kargo before 1.7, and a PromotionPolicy of v0.3; in this order. */
export function toPolicies(resources: Resources): {
  policies: PromotionPolicy[];
  errors: DefinitionError[];
} {
  const errors: DefinitionError[] = [];
  const policies = [...resources.ProjectConfig, ...resources.Project].flatMap(
    ({ source, data }) =>
      data.spec.promotionPolicies.map((document, index) => {
        const policy = toPolicy(document);
        try {
          matchStageSelector(policy.stageSelector, { name: 'x', labels: {} });
        } catch (error) {
          errors.push(
            errorAt(source, {
              path: [
                'spec',
                'promotionPolicies',
                index,
                'stageSelector',
                'name',
              ],
              message: isError(error) ? error.message : String(error),
            }),
          );
        }
        return policy;
      }),
  );
  return { policies: [...policies, ...legacyPolicies(resources)], errors };
}

function toPolicy(document: PolicyDocument): PromotionPolicy {
  return {
    stageSelector: document.stageSelector ?? { name: document.stage! },
    autoPromotionEnabled: document.autoPromotionEnabled,
  };
}

/** v0.3: several policies for one Stage switch its auto-promotion off. */
function legacyPolicies(resources: Resources): PromotionPolicy[] {
  const documents = resources.PromotionPolicy;
  const stages = documents.map(({ data }) => data.stage);
  return documents.map(({ data }) => ({
    stageSelector: { name: data.stage },
    autoPromotionEnabled:
      data.enableAutoPromotion &&
      stages.filter(stage => stage === data.stage).length === 1,
  }));
}
