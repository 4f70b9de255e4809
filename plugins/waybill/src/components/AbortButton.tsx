import {
  PromotionSummary,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useStageAccess } from '../hooks/useStageAccess';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';

/** Stops a Promotion before its next effect. */
export function AbortButton(props: {
  promotion: Pick<PromotionSummary, 'id' | 'freight'>;
  stage: StageView;
}) {
  const { promotion, stage } = props;
  const t = useT();
  const { view, ask } = useFreightTab();
  const access = useStageAccess(view.entityRef, stage);
  return (
    <ReasonButton
      variant="outlined"
      color="primary"
      reason={access.abort}
      aria-label={t('actions.on.abort', { stage: stage.name })}
      onClick={() =>
        ask({
          do: 'abort',
          stage: stage.name,
          freight: promotion.freight,
          promotion: promotion.id,
        })
      }
    >
      {t('actions.abort')}
    </ReasonButton>
  );
}
