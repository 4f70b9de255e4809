import Typography from '@material-ui/core/Typography';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { usePromotion } from '../hooks/usePromotion';
import { useT } from '../translation/useT';
import { EffectList } from './EffectList';
import { useFreightTab } from './FreightTabContext';

/** Before a rollback: what a promotion without success has left behind, which going back puts right. */
export function AfterFailure(props: {
  last: NonNullable<StageView['lastPromotion']>;
  running: string;
}) {
  const { last, running } = props;
  const t = useT();
  const { pipeline } = useFreightTab();
  const effects = usePromotion(last.id).value?.effects;
  const names = { version: pipeline.index.version(last.freight), running };
  if (!effects) {
    return (
      <Typography variant="body2">
        {t('dialogs.rollback.afterFailure', names)}
      </Typography>
    );
  }
  return effects.length === 0 ? (
    <Typography variant="body2">
      {t('dialogs.rollback.afterNothing', names)}
    </Typography>
  ) : (
    <>
      <Typography variant="body2">
        {t('dialogs.rollback.afterEffects', names)}
      </Typography>
      <EffectList effects={effects} />
      <Typography variant="body2">
        {t('dialogs.rollback.putsBack', names)}
      </Typography>
    </>
  );
}
