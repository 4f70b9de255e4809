import { usePermission } from '@backstage/plugin-permission-react';
import {
  stageResourceRef,
  StageView,
  waybillFreightApprovePermission,
  waybillPromotionAbortPermission,
  waybillPromotionReviewPermission,
  waybillStageHoldPermission,
  waybillStagePromotePermission,
  waybillStageRollbackPermission,
  waybillStageVerifyPermission,
} from '@waybill/backstage-plugin-waybill-common';
import { refName } from '../model/actorName';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { useClaims } from './useClaims';

/** What a person may do on a Stage. */
export type StageAction =
  | 'promote'
  | 'rollback'
  | 'approve'
  | 'abort'
  | 'review'
  | 'hold'
  | 'verify';

const PERMISSIONS = {
  promote: waybillStagePromotePermission,
  rollback: waybillStageRollbackPermission,
  approve: waybillFreightApprovePermission,
  abort: waybillPromotionAbortPermission,
  review: waybillPromotionReviewPermission,
  hold: waybillStageHoldPermission,
  verify: waybillStageVerifyPermission,
};

/** For each action why not, in words; undefined: allowed. */
export type StageAccess = Record<StageAction, string | undefined>;

/**
 * Asks Backstage's permissions about one Stage. The API asks them again; this is for the buttons.
 *
 * @param stage - without owners where the pipeline's file no longer has it
 */
export function useStageAccess(
  entityRef: string,
  stage: Pick<StageView, 'name'> & Partial<Pick<StageView, 'owners'>>,
): StageAccess {
  const t = useT();
  const claims = useClaims();
  const resourceRef = stageResourceRef(entityRef, stage.name);
  const asked = {
    promote: usePermission({ permission: PERMISSIONS.promote, resourceRef }),
    rollback: usePermission({ permission: PERMISSIONS.rollback, resourceRef }),
    approve: usePermission({ permission: PERMISSIONS.approve, resourceRef }),
    abort: usePermission({ permission: PERMISSIONS.abort, resourceRef }),
    review: usePermission({ permission: PERMISSIONS.review, resourceRef }),
    hold: usePermission({ permission: PERMISSIONS.hold, resourceRef }),
    verify: usePermission({ permission: PERMISSIONS.verify, resourceRef }),
  };
  const whomToAsk = () => {
    const { owners } = stage;
    if (!owners) return t('actions.denied.gone');
    if (owners.length === 0) return t('actions.denied.nobody');
    // Who is an owner already must not be sent to the owners.
    if (owners.some(owner => claims.includes(owner)))
      return t('actions.denied.ownersToo');
    const names = owners.map(refName).join(', ');
    return t('actions.denied.owners', { owners: names });
  };
  const why = (action: StageAction) => {
    const { loading, error, allowed } = asked[action];
    if (loading) return t('actions.why.checking');
    // A question that failed says nothing of what a person may do.
    if (error) {
      return t('actions.why.unchecked', {
        message: explainError(error).message,
      });
    }
    if (allowed) return undefined;
    return t(`actions.denied.${action}`, {
      stage: stage.name,
      permission: PERMISSIONS[action].name,
      ask: whomToAsk(),
    });
  };
  return {
    promote: why('promote'),
    rollback: why('rollback'),
    approve: why('approve'),
    abort: why('abort'),
    review: why('review'),
    hold: why('hold'),
    verify: why('verify'),
  };
}
