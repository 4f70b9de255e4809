import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from '../api/waybillApiRef';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { useFreightTab } from './FreightTabContext';

/** Makes Freight available in a Stage without its having been proved upstream. */
export function ApproveDialog(props: {
  stage: StageView;
  freight: string;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { stage, freight } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { pipeline, view } = useFreightTab();
  const names = { version: pipeline.index.version(freight), stage: stage.name };
  return (
    <ActionDialog
      title={t('dialogs.approve.title', names)}
      submit={t('dialogs.approve.submit')}
      reason="optional"
      onClose={props.onClose}
      onSubmit={async reason => {
        await api.approve(view.entityRef, stage.name, { freight, reason });
        props.onDone(t('dialogs.approve.done', names));
      }}
    >
      <Typography>
        {t('dialogs.approve.what', { stage: stage.name })}
      </Typography>
    </ActionDialog>
  );
}
