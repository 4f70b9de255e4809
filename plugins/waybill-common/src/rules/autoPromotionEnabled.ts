import { PromotionPolicy, StageDefinition } from '../model/PipelineDefinition';
import { matchStageSelector } from './matchStageSelector';

/**
 * Whether a ProjectConfig turns auto-promotion on for a Stage: the first policy whose selector matches decides, and
 * without one it is off.
 *
 * @remarks The platform's own policy must allow it as well.
 * @public
 */
export function autoPromotionEnabled(
  policies: PromotionPolicy[],
  stage: Pick<StageDefinition, 'name' | 'labels'>,
): boolean {
  return (
    policies.find(policy => matchStageSelector(policy.stageSelector, stage))
      ?.autoPromotionEnabled ?? false
  );
}
