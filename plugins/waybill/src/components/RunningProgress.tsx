import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { PromotionSummary } from '@waybill/backstage-plugin-waybill-common';
import { useNow } from '../hooks/useNow';
import { formatDuration } from '../model/formatDuration';
import { useT } from '../translation/useT';
import { LinkedText } from './LinkedText';

const useStyles = makeStyles(theme => ({
  bar: { margin: theme.spacing(1, 0, 0.5), borderRadius: 2 },
  step: { fontSize: 13 },
  message: { fontSize: 13, overflowWrap: 'anywhere' },
}));

/** How far a running Promotion is. */
export function RunningProgress(props: { running: PromotionSummary }) {
  const { running } = props;
  const classes = useStyles();
  const t = useT();
  const { done, total, current } = running.progress;
  return (
    <>
      <LinearProgress
        className={classes.bar}
        variant="determinate"
        value={(100 * done) / Math.max(1, total)}
        aria-label={t('stages.progressLabel', {
          stage: running.stage,
          done: String(done),
          total: String(total),
        })}
      />
      <div className={classes.step}>
        {t('stages.promoting', {
          step: String(Math.min(done + 1, total)),
          total: String(total),
        })}{' '}
        <strong>{current}</strong>
        {' · '}
        <Since at={running.startedAt ?? running.createdAt} />
      </div>
      {running.message && (
        <div className={classes.message}>
          <LinkedText text={running.message} />
        </div>
      )}
    </>
  );
}

function Since(props: { at: string }) {
  const t = useT();
  const now = useNow();
  return <>{formatDuration(t, now - Date.parse(props.at), 'short')}</>;
}
