import Paper from '@material-ui/core/Paper';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import { WarehouseView } from '@waybill/backstage-plugin-waybill-common';
import { useNow } from '../hooks/useNow';
import { useRefresh } from '../hooks/useRefresh';
import { exactTime } from '../model/exactTime';
import { formatDuration } from '../model/formatDuration';
import { useT } from '../translation/useT';
import { Address } from './Address';
import { Ago } from './Ago';
import { ErrorNote } from './ErrorNote';
import { Fact } from './Fact';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  root: {
    borderRadius: 8,
    borderStyle: 'dashed',
    padding: theme.spacing(1.5, 1.75),
    fontSize: 13,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', alignItems: 'center' },
  name: { fontSize: 14, fontWeight: 700, margin: 0 },
  again: { marginLeft: 'auto', padding: 4 },
  subtle: { color: theme.palette.textSubtle },
}));

/** Where Freight comes from: what is watched, when it was looked at, what went wrong. */
export function WarehouseCard(props: { warehouse: WarehouseView }) {
  const { warehouse } = props;
  const classes = useStyles();
  const t = useT();
  const now = useNow();
  const refresh = useRefresh();
  const left = warehouse.nextCheckAt
    ? Date.parse(warehouse.nextCheckAt) - now
    : undefined;
  const { found } = warehouse;
  return (
    <Paper
      component="article"
      variant="outlined"
      className={classes.root}
      aria-label={t('stages.warehouse.title', { name: warehouse.name })}
    >
      <div className={classes.head}>
        <Typography component="h3" className={classes.name}>
          {t('stages.warehouse.title', { name: warehouse.name })}
        </Typography>
        {refresh.mayLook && (
          <IconButton
            className={classes.again}
            size="small"
            title={t('stages.warehouse.refresh')}
            aria-label={t('stages.warehouse.refreshLabel', {
              name: warehouse.name,
            })}
            disabled={refresh.busy}
            onClick={() => refresh.look(warehouse.name)}
          >
            <RefreshIcon fontSize="small" />
          </IconButton>
        )}
      </div>
      {warehouse.subscriptions.map((subscription, index) => (
        <div key={index}>
          <Address>{subscription.repoURL}</Address> {subscription.chart}{' '}
          <span className={classes.subtle}>
            {subscription.constraint}
            {subscription.branch &&
              t('stages.warehouse.branch', { branch: subscription.branch })}
          </span>
        </div>
      ))}
      <div className={classes.subtle}>
        {warehouse.lastCheckedAt
          ? t('stages.warehouse.looked', {
              ago: <Ago at={warehouse.lastCheckedAt} />,
            })
          : t('stages.warehouse.neverLooked')}
        {left !== undefined && (
          <span title={exactTime(warehouse.nextCheckAt!)}>
            {' · '}
            {left > 0
              ? t('stages.warehouse.next', {
                  duration: formatDuration(t, left, 'short', 'up'),
                })
              : t('stages.warehouse.nextNow')}
          </span>
        )}
        {found && (
          <>
            {' · '}
            {t('stages.warehouse.found', {
              count: found.candidates,
              matching: String(found.matching),
            })}
          </>
        )}
      </div>
      {refresh.error !== undefined && <ErrorNote error={refresh.error} />}
      {warehouse.error && (
        <Fact icon={<StatusIcon sign="error" />}>
          <span title={warehouse.error}>{t('stages.warehouse.failed')}</span>
        </Fact>
      )}
    </Paper>
  );
}
