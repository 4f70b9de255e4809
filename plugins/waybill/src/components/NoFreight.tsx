import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useNow } from '../hooks/useNow';
import { formatDuration } from '../model/formatDuration';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), borderStyle: 'dashed', borderRadius: 6 },
  title: { fontWeight: 700 },
}));

/** Said where the freight line is empty: when that may change. */
export function NoFreight() {
  const classes = useStyles();
  const t = useT();
  const now = useNow();
  const { view } = useFreightTab();
  const looks = view.warehouses
    .map(warehouse => Date.parse(warehouse.nextCheckAt ?? ''))
    .filter(at => !Number.isNaN(at));
  const left = Math.min(...looks) - now;
  const when = () => {
    if (view.warehouses.length === 0) return t('states.noFreight.none');
    if (!(left > 0) || looks.length === 0)
      return t('states.noFreight.looksSoon');
    return t('states.noFreight.looksIn', {
      duration: formatDuration(t, left, 'long', 'up'),
    });
  };
  return (
    <Paper variant="outlined" className={classes.root}>
      <Typography className={classes.title}>
        {t('states.noFreight.title')}
      </Typography>
      <Typography variant="body2">
        {t('states.noFreight.text', { when: when() })}
      </Typography>
    </Paper>
  );
}
