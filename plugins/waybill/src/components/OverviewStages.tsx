import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { LivePipeline } from '../hooks/usePipeline';
import { healthSign } from '../model/signs';
import { stageColor } from '../model/stageColor';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr) max-content',
    gap: theme.spacing(0.5, 1.5),
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontSize: 14,
    alignItems: 'baseline',
  },
  item: { display: 'contents' },
  name: {
    borderLeft: '4px solid',
    paddingLeft: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
  version: { fontWeight: 700, overflowWrap: 'anywhere' },
  health: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontSize: 13,
    whiteSpace: 'nowrap',
  },
  failed: { fontSize: 13, fontWeight: 400 },
  subtle: { color: theme.palette.textSubtle, fontWeight: 400 },
}));

/** What runs where, a line for each Stage that runs something of its own. */
export function OverviewStages(props: {
  stages: StageView[];
  index: LivePipeline['index'];
}) {
  const { stages, index } = props;
  const classes = useStyles();
  const t = useT();
  const promotionPath = useRouteRef(promotionRouteRef);
  return (
    <ul className={classes.list} aria-label={t('overview.runs')}>
      {stages
        .filter(({ kind }) => kind === 'stage')
        .map(({ name, current, health, lastPromotion: last }) => (
          <li key={name} className={classes.item}>
            <span
              className={classes.name}
              style={{ borderColor: stageColor(stages, name) }}
            >
              {name}
            </span>{' '}
            <span className={classes.version}>
              {current.length > 0 ? (
                current.map(one => index.version(one.freight)).join(' · ')
              ) : (
                <span className={classes.subtle}>
                  {t('stages.nothingRuns')}
                </span>
              )}
              {last && ['Failed', 'Errored'].includes(last.phase) && (
                <span className={classes.failed}>
                  {' · '}
                  <Link to={promotionPath({ promotionId: last.id })}>
                    {t('overview.failed', {
                      version: index.version(last.freight),
                    })}
                  </Link>
                </span>
              )}
            </span>{' '}
            <span className={classes.health}>
              {current.length > 0 && (
                <>
                  <StatusIcon sign={healthSign(health.status)} />
                  {t(`stages.health.${health.status}`)}
                </>
              )}
            </span>
          </li>
        ))}
    </ul>
  );
}
