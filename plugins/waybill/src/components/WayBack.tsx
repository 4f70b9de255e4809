import Typography from '@material-ui/core/Typography';
import {
  PromotionView,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useStageAccess } from '../hooks/useStageAccess';
import { useT } from '../translation/useT';
import { EffectList } from './EffectList';
import { useFreightTab } from './FreightTabContext';
import { RollbackButton } from './RollbackButton';
import { SectionHeading } from './SectionHeading';

/** Of a Promotion that ended without success: what it had done nevertheless, and the way back to what ran before. */
export function WayBack(props: { promotion: PromotionView; stage: StageView }) {
  const { promotion, stage } = props;
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const access = useStageAccess(view.entityRef, stage);
  const { effects = [] } = promotion;
  // The pipeline lists only the newest promotions of all its stages; the stage itself knows its last one.
  const isLast =
    stage.lastPromotion?.id === promotion.id &&
    stage.promotions.running === null;
  return (
    <section aria-labelledby="waybill-way-back">
      <SectionHeading
        id="waybill-way-back"
        title={t('promotions.page.effects')}
      />
      {effects.length === 0 ? (
        <Typography variant="body2">
          {t('promotions.page.noEffects')}
        </Typography>
      ) : (
        <EffectList effects={effects} />
      )}
      {effects.length > 0 && isLast && (
        <>
          <Typography variant="body2" paragraph>
            {stage.rollbackTo === null
              ? t('promotions.page.noWayBack')
              : t('promotions.page.wayBack', {
                  version: pipeline.index.version(stage.rollbackTo),
                })}
          </Typography>
          <RollbackButton
            stage={stage}
            access={access}
            variant="outlined"
            color="primary"
          />
        </>
      )}
    </section>
  );
}
