import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { StageAccess } from '../hooks/useStageAccess';
import { actorName } from '../model/actorName';
import { setbackOfNext } from '../model/setbackOfNext';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { GateList } from './GateList';
import { PromoteButton } from './PromoteButton';
import { ReviewButtons } from './ReviewButtons';
import { RunningButtons } from './RunningButtons';
import { SetbackNote } from './SetbackNote';
import { WaitingPromotions } from './WaitingPromotions';

const useStyles = makeStyles(theme => ({
  root: {
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(1.25, 1.75),
    backgroundColor: theme.palette.background.default,
    fontSize: 13,
  },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: 30,
    '& + &': { marginTop: theme.spacing(0.75) },
  },
  next: { fontWeight: 600, overflowWrap: 'anywhere' },
  subtle: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
  buttons: {
    marginLeft: 'auto',
    display: 'flex',
    gap: theme.spacing(1),
    flex: 'none',
  },
}));

/** The running Promotion and how to stop it; else what comes next, and why not yet. */
export function StageFooter(props: { stage: StageView; access: StageAccess }) {
  const { stage, access } = props;
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const running = stage.promotions.running;
  const summary = view.promotions.find(p => p.id === running);
  const setback = setbackOfNext(stage, view.stages);
  const version = stage.next && pipeline.index.version(stage.next.freight);
  return (
    <div className={classes.root}>
      {running !== null && (
        <div className={classes.line}>
          <span className={classes.subtle}>
            {summary &&
              t('stages.by', { person: actorName(t, summary.createdBy) })}
          </span>
          <span className={classes.buttons}>
            <RunningButtons stage={stage} />
          </span>
        </div>
      )}
      {summary?.asksFor && (
        <div className={classes.line}>
          <span className={classes.buttons}>
            <ReviewButtons promotion={summary} access={access} forAsked />
          </span>
        </div>
      )}
      {running === null && stage.next && version && (
        <>
          <div className={classes.line}>
            <span className={classes.next}>
              {t('stages.next', { version })}
            </span>
            <span className={classes.buttons}>
              <PromoteButton
                stage={stage}
                freight={stage.next.freight}
                gates={stage.next.gates}
                denied={access.promote}
                quiet={setback !== undefined}
              />
            </span>
          </div>
          {setback && (
            <div className={classes.subtle}>
              <SetbackNote {...setback} onCard />
            </div>
          )}
          {stage.next.gates.length > 0 && <GateList gates={stage.next.gates} />}
          {access.promote && (
            <div className={classes.subtle}>{access.promote}</div>
          )}
        </>
      )}
      {running === null && !stage.next && (
        <div className={classes.line}>
          <span className={classes.subtle}>{t('stages.noNext')}</span>
        </div>
      )}
      <WaitingPromotions stage={stage} />
    </div>
  );
}
