import {
  PromotionView,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useStageAccess } from '../hooks/useStageAccess';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';

/** Tries a Promotion again that did not succeed. */
export function RetryButton(props: {
  promotion: PromotionView;
  stage: StageView;
}) {
  const { promotion, stage } = props;
  const t = useT();
  const { pipeline, view, ask } = useFreightTab();
  const access = useStageAccess(view.entityRef, stage);
  const { retry } = promotion;
  if (!retry) return null;
  const denied = promotion.rollback ? access.rollback : access.promote;
  const neither =
    retry.start !== null && retry.failedStep !== null
      ? t('actions.why.noRetry', { why: retry.start })
      : undefined;
  return (
    <ReasonButton
      variant="outlined"
      color="primary"
      reason={denied ?? neither}
      aria-label={t('actions.on.tryAgain', {
        version: pipeline.index.version(promotion.freight),
        stage: stage.name,
      })}
      onClick={() => ask({ do: 'retry', stage: stage.name, promotion })}
    >
      {t('actions.tryAgain')}
    </ReasonButton>
  );
}
