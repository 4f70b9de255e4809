import { usePermission } from '@backstage/plugin-permission-react';
import {
  stageResourceRef,
  StageView,
  waybillFreightApprovePermission,
  waybillPromotionAbortPermission,
  waybillStageHoldPermission,
  waybillStagePromotePermission,
  waybillStageRollbackPermission,
} from '@waybill/backstage-plugin-waybill-common';
import { refName } from '../model/actorName';
import { useT } from '../translation/useT';

/** What a person may do on a Stage. */
export type StageAction = 'promote' | 'rollback' | 'approve' | 'abort' | 'hold';

/** For each action why not, in words; undefined: allowed. */
export type StageAccess = Record<StageAction, string | undefined>;

/** Asks Backstage's permissions about one Stage. The API asks them again; this is for the buttons. */
export function useStageAccess(
  entityRef: string,
  stage: StageView,
): StageAccess {
  const t = useT();
  const resourceRef = stageResourceRef(entityRef, stage.name);
  const asked = {
    promote: usePermission({
      permission: waybillStagePromotePermission,
      resourceRef,
    }),
    rollback: usePermission({
      permission: waybillStageRollbackPermission,
      resourceRef,
    }),
    approve: usePermission({
      permission: waybillFreightApprovePermission,
      resourceRef,
    }),
    abort: usePermission({
      permission: waybillPromotionAbortPermission,
      resourceRef,
    }),
    hold: usePermission({
      permission: waybillStageHoldPermission,
      resourceRef,
    }),
  };
  const owners = stage.owners.map(refName).join(', ');
  const ask = owners
    ? t('actions.denied.owners', { owners })
    : t('actions.denied.nobody');
  const why = (action: StageAction) => {
    if (asked[action].loading) return t('actions.why.checking');
    if (asked[action].allowed) return undefined;
    return t(`actions.denied.${action}`, { stage: stage.name, ask });
  };
  return {
    promote: why('promote'),
    rollback: why('rollback'),
    approve: why('approve'),
    abort: why('abort'),
    hold: why('hold'),
  };
}
