import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { StageAccess } from '../hooks/useStageAccess';
import { warehouseOf } from '../model/takesFrom';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(0, 0.75),
    minWidth: 0,
    marginLeft: theme.spacing(0.5),
  },
}));

/** Asks to hold auto-promotion or to let it go on: of one origin, or of all. What runs is held, so where nothing runs it says so. */
export function HoldButton(props: {
  what: 'hold' | 'resume';
  stage: StageView;
  access: StageAccess;
  origin?: string;
}) {
  const { what, stage, access, origin } = props;
  const classes = useStyles();
  const t = useT();
  const { ask } = useFreightTab();
  const runs = stage.current.some(it => !origin || it.origin === origin);
  const nothing =
    what === 'hold' && !runs
      ? t('actions.why.nothingToHold', { stage: stage.name })
      : undefined;
  // By its origin alone, only what the Stage still takes can be resumed.
  const isTaken = stage.requests.some(it => it.origin === origin);
  const one = stage.requests.length > 1 && isTaken ? origin : undefined;
  return (
    <ReasonButton
      className={classes.root}
      variant="text"
      color="primary"
      reason={access.hold ?? nothing}
      aria-label={
        one
          ? t(`actions.${what}OfOne`, {
              stage: stage.name,
              warehouse: warehouseOf(one),
            })
          : t(`actions.${what}Of`, { stage: stage.name })
      }
      onClick={() =>
        ask({
          do: what,
          stage: stage.name,
          origin: isTaken ? origin : undefined,
        })
      }
    >
      {t(`actions.${what}Short`)}
    </ReasonButton>
  );
}
