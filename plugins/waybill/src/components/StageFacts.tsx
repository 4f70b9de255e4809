import { makeStyles } from '@material-ui/core/styles';
import { Hold, StageView } from '@waybill/backstage-plugin-waybill-common';
import { useNow } from '../hooks/useNow';
import { StageAccess } from '../hooks/useStageAccess';
import { actorName } from '../model/actorName';
import { exactTime } from '../model/exactTime';
import { formatDuration } from '../model/formatDuration';
import { healthSign, syncSign } from '../model/signs';
import { soakOf } from '../model/soakOf';
import { useT } from '../translation/useT';
import { Fact } from './Fact';
import { useFreightTab } from './FreightTabContext';
import { LastPromotion } from './LastPromotion';
import { ReasonButton } from './ReasonButton';
import { SoakRing } from './SoakRing';
import { StageVerification } from './StageVerification';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  hold: {
    padding: theme.spacing(0, 0.75),
    minWidth: 0,
    marginLeft: theme.spacing(0.5),
  },
}));

/** Health, drift, verification, soak, auto-promotion: each with a sign and in words. */
export function StageFacts(props: { stage: StageView; access: StageAccess }) {
  const { stage } = props;
  const t = useT();
  const now = useNow();
  const { view } = useFreightTab();
  const { queue } = stage;
  const empty = stage.current.length === 0;
  const soak = soakOf(stage, view.stages, now);
  const drift = stage.sync.status === 'OutOfSync';
  const plainSync = !drift && stage.sync.status !== 'NotApplicable';
  return (
    <div>
      {!empty && (
        <Fact icon={<StatusIcon sign={healthSign(stage.health.status)} />}>
          {t(`stages.health.${stage.health.status}`)}
          {plainSync && (
            <>
              {' '}
              · {t(`stages.sync.${stage.sync.status as 'Synced' | 'Unknown'}`)}
            </>
          )}
          {stage.health.issues.map(issue => (
            <div key={issue}>{issue}</div>
          ))}
        </Fact>
      )}
      {!empty && drift && (
        <Fact icon={<StatusIcon sign={syncSign(stage.sync.status)} />}>
          {t('stages.sync.OutOfSync')}
        </Fact>
      )}
      {!empty && <StageVerification {...props} />}
      {soak && (
        <Fact icon={<SoakRing done={soak.done} />}>
          <time dateTime={soak.until} title={exactTime(soak.until)}>
            {t('stages.soaking', {
              duration: formatDuration(
                t,
                Date.parse(soak.until) - now,
                'short',
                'up',
              ),
            })}
          </time>
        </Fact>
      )}
      <LastPromotion stage={stage} />
      <AutoPromotion {...props} />
      {queue && queue.order === 'NewestWins' && (
        <Fact icon={<StatusIcon sign="none" />}>{t('stages.newestWins')}</Fact>
      )}
      {queue && queue.lockGroups.length > 0 && (
        <Fact icon={<StatusIcon sign="none" />}>
          {t('stages.locks', { groups: queue.lockGroups.join(', ') })}
        </Fact>
      )}
    </div>
  );
}

function AutoPromotion(props: { stage: StageView; access: StageAccess }) {
  const { stage, access } = props;
  const classes = useStyles();
  const t = useT();
  const { ask } = useFreightTab();
  if (stage.holds.length === 0 && !stage.autoPromotion) return null;
  const held = stage.holds.length > 0;
  const button = (
    <ReasonButton
      className={classes.hold}
      variant="text"
      color="primary"
      reason={access.hold}
      aria-label={
        held
          ? t('actions.resumeOf', { stage: stage.name })
          : t('actions.holdOf', { stage: stage.name })
      }
      onClick={() => ask({ do: held ? 'resume' : 'hold', stage: stage.name })}
    >
      {held ? t('actions.resumeShort') : t('actions.holdShort')}
    </ReasonButton>
  );
  if (!held) {
    return (
      <Fact icon={<StatusIcon sign="auto" />}>
        {t('stages.auto')}
        {button}
      </Fact>
    );
  }
  return (
    <>
      {stage.holds.map(hold => (
        <Fact key={hold.origin} icon={<StatusIcon sign="held" />}>
          <HeldBy hold={hold} />
          {button}
        </Fact>
      ))}
    </>
  );
}

function HeldBy(props: { hold: Hold }) {
  const t = useT();
  const { hold } = props;
  return (
    <span title={exactTime(hold.createdAt)}>
      {t('stages.held', { person: actorName(t, hold.by), reason: hold.reason })}
      {hold.until &&
        ` ${t('stages.heldUntil', { time: exactTime(hold.until) })}`}
    </span>
  );
}
