import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { freightVersion } from '../model/freightVersion';
import { actorName } from '../model/actorName';
import { useT } from '../translation/useT';
import { Ago } from './Ago';
import { FreightContents } from './FreightContents';
import { FreightStageRow } from './FreightStageRow';
import { useFreightTab } from './FreightTabContext';

const useStyles = makeStyles(theme => ({
  root: {
    borderRadius: 8,
    borderColor: theme.palette.link,
    marginTop: theme.spacing(0.5),
    padding: theme.spacing(1.75, 2, 2),
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    marginBottom: theme.spacing(1),
  },
  title: { fontSize: 16, fontWeight: 700, margin: 0 },
  close: { marginLeft: 'auto' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(220px, 320px)',
    gap: theme.spacing(4),
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
  },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: 13 },
}));

/** Where the chosen Freight can go, Stage by Stage, and why not. */
export function FreightPanel(props: {
  freight: FreightView;
  onClose: () => void;
}) {
  const { freight } = props;
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  const version = freightVersion(freight);
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.root}
      aria-label={t('freight.panel.title', { version })}
    >
      <div className={classes.head}>
        <Typography component="h3" className={classes.title}>
          {t('freight.panel.title', { version })}
        </Typography>
        <IconButton
          size="small"
          className={classes.close}
          aria-label={t('freight.panel.close')}
          onClick={props.onClose}
        >
          <CloseIcon fontSize="small" />
        </IconButton>
      </div>
      {freight.rejected && (
        <Typography variant="body2">
          {t('freight.panel.rejected', {
            person: actorName(t, freight.rejected.by),
            ago: <Ago at={freight.rejected.at} />,
            reason: freight.rejected.reason,
          })}
        </Typography>
      )}
      <div className={classes.columns}>
        <table
          className={classes.table}
          aria-label={t('freight.panel.tableLabel', { version })}
        >
          <tbody>
            {view.stages.map(stage => (
              <FreightStageRow
                key={stage.name}
                freight={freight}
                stage={stage}
              />
            ))}
          </tbody>
        </table>
        <FreightContents freight={freight} />
      </div>
    </Paper>
  );
}
