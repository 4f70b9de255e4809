import { PromotionSummary } from '@waybill/backstage-plugin-waybill-common';
import { usePerson } from '../hooks/usePerson';
import { StageAccess } from '../hooks/useStageAccess';
import { reviewProblem } from '../model/reviewProblem';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';

/** Approves or rejects a Promotion whose step asks people; nothing where none does. */
export function ReviewButtons(props: {
  promotion: PromotionSummary;
  access: StageAccess;
  /** Only for those who are asked: who is not has no use for it here. */
  forAsked?: boolean;
}) {
  const { promotion, access, forAsked } = props;
  const t = useT();
  const { pipeline, ask } = useFreightTab();
  const person = usePerson();
  const { asksFor: asked, reviews: said = [] } = promotion;
  if (!asked) return null;
  const why = (decision: 'approve' | 'reject') => {
    if (access.review) return access.review;
    return person
      ? reviewProblem(t, { asked, said, person, decision })
      : t('actions.why.checking');
  };
  if (forAsked && why('approve') && why('reject')) return null;
  const names = {
    version: pipeline.index.version(promotion.freight),
    stage: promotion.stage,
  };
  return (
    <>
      {(['approve', 'reject'] as const).map(decision => (
        <ReasonButton
          key={decision}
          variant={decision === 'approve' ? 'contained' : 'outlined'}
          color="primary"
          disableElevation
          reason={why(decision)}
          aria-label={t(`reviews.on.${decision}`, names)}
          onClick={() =>
            ask({
              do: 'review',
              stage: promotion.stage,
              promotion,
              step: asked.step,
              decision,
            })
          }
        >
          {t(`reviews.${decision}`)}
        </ReasonButton>
      ))}
    </>
  );
}
