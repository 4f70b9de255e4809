import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from '../api/waybillApiRef';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { useFreightTab } from './FreightTabContext';

/** Stops auto-promotion into a Stage, or lets it go on; for each of its origins. */
export function HoldDialog(props: {
  stage: StageView;
  what: 'hold' | 'resume';
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { stage, what } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { view } = useFreightTab();
  const names = { stage: stage.name };
  const submit = async (reason: string | undefined) => {
    const origins =
      what === 'hold'
        ? stage.requests.map(request => request.origin)
        : stage.holds.map(hold => hold.origin);
    for (const origin of origins) {
      if (what === 'hold') {
        await api.hold(view.entityRef, stage.name, {
          origin,
          reason: reason ?? '',
        });
      } else {
        await api.resume(view.entityRef, stage.name, { origin });
      }
    }
    props.onDone(t(`dialogs.${what}.done`, names));
  };
  return (
    <ActionDialog
      title={t(`dialogs.${what}.title`, names)}
      submit={t(`dialogs.${what}.submit`)}
      reason={what === 'hold' ? 'required' : 'none'}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <Typography>{t(`dialogs.${what}.what`, names)}</Typography>
    </ActionDialog>
  );
}
