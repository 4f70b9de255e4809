import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { useStageAccess } from '../hooks/useStageAccess';
import { refName } from '../model/actorName';
import { stageColor } from '../model/stageColor';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { StageFacts } from './StageFacts';
import { StageFooter } from './StageFooter';
import { StageRuns } from './StageRuns';

const useStyles = makeStyles(theme => ({
  root: { borderRadius: 8, overflow: 'hidden', width: '100%' },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1.25, 1.75),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  bar: { width: 6, height: 18, borderRadius: 3, flex: 'none' },
  name: { fontSize: 14, fontWeight: 700, margin: 0, overflowWrap: 'anywhere' },
  owners: {
    marginLeft: 'auto',
    fontSize: 12,
    color: theme.palette.textSubtle,
    textAlign: 'right',
    overflowWrap: 'anywhere',
  },
  body: { padding: theme.spacing(1.5, 1.75) },
}));

/** One Stage: what runs there, how it is, what comes next and why not yet. */
export function StageCard(props: { stage: StageView }) {
  const { stage } = props;
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  const access = useStageAccess(view.entityRef, stage);
  return (
    <Paper
      component="article"
      variant="outlined"
      className={classes.root}
      aria-label={stage.name}
    >
      <div className={classes.head}>
        <span
          className={classes.bar}
          style={{ backgroundColor: stageColor(view.stages, stage.name) }}
          aria-hidden
        />
        <Typography component="h3" className={classes.name}>
          {stage.name}
        </Typography>
        {stage.owners.length > 0 && (
          <span
            className={classes.owners}
            title={t('stages.owners', { owners: stage.owners.join(', ') })}
          >
            {stage.owners.map(refName).join(', ')}
          </span>
        )}
      </div>
      <div className={classes.body}>
        <StageRuns stage={stage} access={access} />
        <StageFacts stage={stage} access={access} />
      </div>
      <StageFooter stage={stage} access={access} />
    </Paper>
  );
}
