import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { StageAccess } from '../hooks/useStageAccess';
import { useNow } from '../hooks/useNow';
import { exactTime } from '../model/exactTime';
import { formatDuration } from '../model/formatDuration';
import { warehouseOf } from '../model/takesFrom';
import { useT } from '../translation/useT';
import { FoundHere } from './FoundHere';
import { useFreightTab } from './FreightTabContext';
import { RollbackButton } from './RollbackButton';
import { RunningProgress } from './RunningProgress';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(1) },
  line: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(1) },
  now: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(0.75),
    fontSize: 20,
    fontWeight: 700,
    lineHeight: '30px',
    overflowWrap: 'anywhere',
  },
  small: {
    fontSize: 12,
    fontWeight: 400,
    color: theme.palette.textSubtle,
    whiteSpace: 'nowrap',
  },
  nothing: {
    fontSize: 14,
    lineHeight: '30px',
    color: theme.palette.textSubtle,
  },
  back: { marginLeft: 'auto', minWidth: 0, padding: theme.spacing(0.5, 0.75) },
}));

/** What a Stage runs, since when, and how far the running Promotion is. */
export function StageRuns(props: { stage: StageView; access: StageAccess }) {
  const { stage, access } = props;
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const running = view.promotions.find(p => p.id === stage.promotions.running);
  const becoming =
    running &&
    t('stages.becoming', { version: pipeline.index.version(running.freight) });
  const manyOrigins = stage.current.length > 1;
  return (
    <div className={classes.root}>
      <div className={classes.line}>
        <div>
          {stage.current.length === 0 && (
            <div className={classes.nothing}>
              {t('stages.nothingRuns')} {becoming}
            </div>
          )}
          {stage.current.length === 0 && <FoundHere found={stage.found} />}
          {stage.current.map((current, index) => (
            <div key={current.origin} className={classes.now}>
              {pipeline.index.version(current.freight)}
              <span className={classes.small}>
                {manyOrigins && `${warehouseOf(current.origin)} `}
                <Since at={current.since} />
                {index === stage.current.length - 1 && <> {becoming}</>}
              </span>
            </div>
          ))}
        </div>
        {stage.current.length > 0 && (
          <RollbackButton
            stage={stage}
            access={access}
            className={classes.back}
            variant="text"
            color="primary"
          />
        )}
      </div>
      {running && <RunningProgress running={running} />}
    </div>
  );
}

function Since(props: { at: string }) {
  const t = useT();
  const now = useNow();
  return (
    <time dateTime={props.at} title={exactTime(props.at)}>
      {t('stages.since', {
        duration: formatDuration(t, now - Date.parse(props.at), 'short'),
      })}
    </time>
  );
}
