import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { waybillApiRef } from '../api/waybillApiRef';
import { usePromotion } from '../hooks/usePromotion';
import { replacedFreight } from '../model/replacedFreight';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { EffectList } from './EffectList';
import { useFreightTab } from './FreightTabContext';

/** Stops a Promotion before its next effect, also where the pipeline's file no longer has its Stage. */
export function AbortDialog(props: {
  stage: string;
  freight: string;
  promotion: string;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { stage, freight, promotion } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { pipeline, view } = useFreightTab();
  const effects = usePromotion(promotion).value?.effects;
  // Once it is aborted, the way back leads to what runs, not to what ran before that.
  const back = () => {
    const found = view.stages.find(it => it.name === stage);
    if (!found) return t('dialogs.abort.gone', { stage });
    const freightBack =
      replacedFreight(found, pipeline.index.get(freight)) ?? found.rollbackTo;
    return freightBack
      ? t('dialogs.abort.wayBack', {
          stage,
          version: pipeline.index.version(freightBack),
        })
      : t('dialogs.abort.noWayBack', { stage });
  };
  const names = { version: pipeline.index.version(freight), stage };
  return (
    <ActionDialog
      title={t('dialogs.abort.title', names)}
      submit={t('dialogs.abort.submit')}
      reason="optional"
      onClose={props.onClose}
      onSubmit={async reason => {
        await api.abortPromotion(promotion, { reason });
        props.onDone(t('dialogs.abort.done', { stage }));
      }}
    >
      <Typography variant="body2" paragraph>
        {t('dialogs.abort.what')}
      </Typography>
      {effects && (
        <Typography variant="body2">
          {t(
            effects.length ? 'dialogs.abort.already' : 'dialogs.abort.nothing',
          )}
        </Typography>
      )}
      {effects && effects.length > 0 && (
        <>
          <EffectList effects={effects} />
          <Typography variant="body2">{back()}</Typography>
        </>
      )}
    </ActionDialog>
  );
}
