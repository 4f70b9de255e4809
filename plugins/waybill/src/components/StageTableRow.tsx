import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { useStageAccess } from '../hooks/useStageAccess';
import { actorName, refName } from '../model/actorName';
import { setbackOfNext } from '../model/setbackOfNext';
import { stageColor } from '../model/stageColor';
import { takesFrom } from '../model/takesFrom';
import { useT } from '../translation/useT';
import { FoundHere } from './FoundHere';
import { useFreightTab } from './FreightTabContext';
import { GateList } from './GateList';
import { PromoteButton } from './PromoteButton';
import { ReviewButtons } from './ReviewButtons';
import { RollbackButton } from './RollbackButton';
import { RunningButtons } from './RunningButtons';
import { RunningProgress } from './RunningProgress';
import { SetbackNote } from './SetbackNote';
import { StageFacts } from './StageFacts';
import { WaitingPromotions } from './WaitingPromotions';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'inline-block',
    width: 6,
    height: 14,
    borderRadius: 3,
    marginRight: theme.spacing(1),
    verticalAlign: 'middle',
  },
  name: { fontWeight: 700 },
  subtle: { color: theme.palette.textSubtle, fontSize: 12 },
  nowrap: { whiteSpace: 'nowrap' },
  buttons: { display: 'flex', gap: theme.spacing(1), flexWrap: 'wrap' },
}));

/** One Stage as a row: the same facts and the same buttons as its card. */
export function StageTableRow(props: { stage: StageView }) {
  const { stage } = props;
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const access = useStageAccess(view.entityRef, stage);
  const sources = takesFrom(stage).map(source =>
    source.kind === 'warehouse'
      ? t('stages.table.direct', { warehouse: source.name })
      : source.name,
  );
  const setback = setbackOfNext(stage, view.stages);
  const works = stage.kind === 'stage';
  const busy = stage.promotions.running !== null;
  const running = view.promotions.find(p => p.id === stage.promotions.running);
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <span
          className={classes.bar}
          style={{ backgroundColor: stageColor(view.stages, stage.name) }}
          aria-hidden
        />
        <span className={classes.name}>{stage.name}</span>
        <div className={classes.subtle}>
          {stage.owners.map(refName).join(', ')}
        </div>
      </TableCell>
      <TableCell>{sources.join(', ')}</TableCell>
      <TableCell>
        {works && stage.current.length === 0 && t('stages.nothingRuns')}
        {works && stage.current.length === 0 && (
          <FoundHere found={stage.found} />
        )}
        {!works && t('stages.controlFlow')}
        {stage.current.map(current => (
          <div key={current.origin} className={classes.nowrap}>
            {pipeline.index.version(current.freight)}
          </div>
        ))}
        {running && (
          <>
            {t('stages.becoming', {
              version: pipeline.index.version(running.freight),
            })}
            <RunningProgress running={running} />
          </>
        )}
      </TableCell>
      <TableCell>
        {works && <StageFacts stage={stage} access={access} />}
      </TableCell>
      <TableCell>
        {running && (
          <div className={classes.subtle}>
            {t('stages.by', { person: actorName(t, running.createdBy) })}
          </div>
        )}
        {works &&
          !busy &&
          (stage.next ? (
            <span className={classes.nowrap}>
              {pipeline.index.version(stage.next.freight)}
            </span>
          ) : (
            t('stages.noNext')
          ))}
        {works && !busy && setback && (
          <div className={classes.subtle}>
            <SetbackNote {...setback} onCard />
          </div>
        )}
        {works && !busy && stage.next && <GateList gates={stage.next.gates} />}
        {works && <WaitingPromotions stage={stage} />}
      </TableCell>
      <TableCell>
        {works && (
          <div className={classes.buttons}>
            <RunningButtons stage={stage} />
            {running && (
              <ReviewButtons promotion={running} access={access} forAsked />
            )}
            {stage.next && !busy && (
              <PromoteButton
                stage={stage}
                freight={stage.next.freight}
                gates={stage.next.gates}
                denied={access.promote}
                quiet={setback !== undefined}
              />
            )}
            {stage.current.length > 0 && (
              <RollbackButton
                stage={stage}
                access={access}
                variant="outlined"
              />
            )}
          </div>
        )}
      </TableCell>
    </TableRow>
  );
}
