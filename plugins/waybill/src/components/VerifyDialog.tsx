import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from '../api/waybillApiRef';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { useFreightTab } from './FreightTabContext';

/** Has what a Stage runs verified again, or ends the verification that is under way. */
export function VerifyDialog(props: {
  stage: StageView;
  what: 'verify' | 'abortVerification';
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { stage, what } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { view } = useFreightTab();
  const names = { stage: stage.name };
  return (
    <ActionDialog
      title={t(`dialogs.${what}.title`, names)}
      submit={t(`dialogs.${what}.submit`)}
      reason="none"
      onClose={props.onClose}
      onSubmit={async () => {
        await api[what](view.entityRef, stage.name);
        props.onDone(t(`dialogs.${what}.done`, names));
      }}
    >
      <Typography>{t(`dialogs.${what}.what`, names)}</Typography>
    </ActionDialog>
  );
}
