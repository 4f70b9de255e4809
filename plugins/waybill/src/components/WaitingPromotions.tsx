import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';

const useStyles = makeStyles(theme => ({
  one: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
}));

/** The Promotions that wait for their turn in a Stage, with the way to each. */
export function WaitingPromotions(props: { stage: StageView }) {
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const promotionPath = useRouteRef(promotionRouteRef);
  return (
    <>
      {props.stage.promotions.waiting.map(id => (
        <div key={id} className={classes.one}>
          <Link to={promotionPath({ promotionId: id })}>
            {t('stages.waitingFor', {
              version: pipeline.index.version(
                view.promotions.find(p => p.id === id)?.freight ?? id,
              ),
            })}
          </Link>
        </div>
      ))}
    </>
  );
}
