import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CallMergeIcon from '@material-ui/icons/CallMerge';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { useT } from '../translation/useT';

const useStyles = makeStyles(theme => ({
  root: {
    borderRadius: 18,
    borderStyle: 'dashed',
    padding: theme.spacing(0.75, 1.5),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  name: { fontSize: 13, fontWeight: 700, margin: 0, lineHeight: 1.3 },
  what: { fontSize: 12, color: theme.palette.textSubtle, lineHeight: 1.3 },
}));

/** A Stage without steps: Freight passes through it. */
export function ControlFlowNode(props: { stage: StageView }) {
  const classes = useStyles();
  const t = useT();
  const { stage } = props;
  return (
    <Paper
      component="article"
      variant="outlined"
      className={classes.root}
      aria-label={stage.name}
      title={
        stage.description ?? t('stages.controlFlowTitle', { stage: stage.name })
      }
    >
      <CallMergeIcon
        aria-hidden
        fontSize="small"
        color="disabled"
        style={{ transform: 'rotate(90deg)' }}
      />
      <div>
        <Typography component="h3" className={classes.name}>
          {stage.name}
        </Typography>
        <div className={classes.what}>{t('stages.controlFlow')}</div>
      </div>
    </Paper>
  );
}
