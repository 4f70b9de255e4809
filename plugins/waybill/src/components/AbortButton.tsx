import { PromotionSummary } from '@waybill/backstage-plugin-waybill-common';
import { useStageAccess } from '../hooks/useStageAccess';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';

/** Stops a Promotion before its next effect, also where the pipeline's file no longer has its Stage. */
export function AbortButton(props: {
  promotion: Pick<PromotionSummary, 'id' | 'stage' | 'freight'>;
}) {
  const { promotion } = props;
  const t = useT();
  const { view, ask } = useFreightTab();
  const stage = view.stages.find(it => it.name === promotion.stage);
  const access = useStageAccess(
    view.entityRef,
    stage ?? { name: promotion.stage },
  );
  return (
    <ReasonButton
      variant="outlined"
      color="primary"
      reason={access.abort}
      aria-label={t('actions.on.abort', { stage: promotion.stage })}
      onClick={() =>
        ask({
          do: 'abort',
          stage: promotion.stage,
          freight: promotion.freight,
          promotion: promotion.id,
        })
      }
    >
      {t('actions.abort')}
    </ReasonButton>
  );
}
