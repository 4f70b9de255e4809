import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from '../api/waybillApiRef';
import { warehouseOf } from '../model/takesFrom';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { Fact } from './Fact';
import { useFreightTab } from './FreightTabContext';
import { HeldBy } from './HeldBy';
import { StatusIcon } from './StatusIcon';

/** Stops auto-promotion into a Stage, or lets it go on: of one origin, or of all in one request. */
export function HoldDialog(props: {
  stage: StageView;
  what: 'hold' | 'resume';
  /** Undefined: of all. */
  origin?: string;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { stage, what, origin } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { view } = useFreightTab();
  const names = { stage: stage.name };
  const several = stage.requests.length > 1;
  // Somebody else may have held or resumed it while this is open.
  const holds = stage.holds.filter(it => !origin || it.origin === origin);
  const notRunning = stage.requests.filter(
    request =>
      !origin && !stage.current.some(it => it.origin === request.origin),
  );
  const blocked =
    what === 'resume' && holds.length === 0
      ? t('actions.why.nothingHeld')
      : undefined;
  return (
    <ActionDialog
      title={t(`dialogs.${what}.title`, names)}
      submit={t(`dialogs.${what}.submit`)}
      reason={what === 'hold' ? 'required' : 'none'}
      blocked={blocked}
      onClose={props.onClose}
      onSubmit={async reason => {
        if (what === 'hold') {
          const why = reason ?? '';
          await api.hold(view.entityRef, stage.name, { origin, reason: why });
        } else {
          await api.resume(view.entityRef, stage.name, { origin });
        }
        props.onDone(t(`dialogs.${what}.done`, names));
      }}
    >
      <Typography gutterBottom>
        {origin && several
          ? t(`dialogs.${what}.whatOf`, {
              ...names,
              warehouse: warehouseOf(origin),
            })
          : t(`dialogs.${what}.what`, names)}
      </Typography>
      {what === 'hold' && notRunning.length > 0 && (
        <Typography variant="body2" gutterBottom>
          {t('dialogs.hold.not', {
            ...names,
            warehouses: notRunning.map(it => warehouseOf(it.origin)).join(', '),
          })}
        </Typography>
      )}
      {what === 'hold' && holds.length > 0 && (
        <Typography variant="body2">{t('dialogs.hold.replaces')}</Typography>
      )}
      {holds.map(hold => (
        <Fact key={hold.origin} icon={<StatusIcon sign="held" />}>
          <HeldBy hold={hold} stage={stage} />
        </Fact>
      ))}
    </ActionDialog>
  );
}
