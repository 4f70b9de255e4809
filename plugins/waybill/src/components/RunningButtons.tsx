import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { AbortButton } from './AbortButton';
import { useFreightTab } from './FreightTabContext';

const useStyles = makeStyles({
  open: { textTransform: 'none' },
});

/** The way to the Promotion that runs in a Stage, and how to stop it; nothing where none runs. */
export function RunningButtons(props: { stage: StageView }) {
  const { name, promotions } = props.stage;
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  const promotionPath = useRouteRef(promotionRouteRef);
  const id = promotions.running;
  if (id === null) return null;
  const freight = view.promotions.find(it => it.id === id)?.freight ?? '';
  return (
    <>
      <LinkButton
        size="small"
        className={classes.open}
        variant="outlined"
        color="primary"
        to={promotionPath({ promotionId: id })}
        aria-label={t('actions.on.open', { stage: name })}
      >
        {t('actions.open')}
      </LinkButton>
      <AbortButton promotion={{ id, stage: name, freight }} />
    </>
  );
}
