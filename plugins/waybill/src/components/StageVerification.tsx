import { makeStyles } from '@material-ui/core/styles';
import {
  isVerificationOver,
  isVerificationUnsuccessful,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { StageAccess } from '../hooks/useStageAccess';
import { verificationSign } from '../model/signs';
import { useT } from '../translation/useT';
import { ClampedText } from './ClampedText';
import { Fact } from './Fact';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  act: {
    padding: theme.spacing(0, 0.75),
    minWidth: 0,
    marginLeft: theme.spacing(0.5),
  },
  run: {
    color: theme.palette.textSubtle,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

/** How what a Stage runs was verified, by what, and what can be done about it. */
export function StageVerification(props: {
  stage: StageView;
  access: StageAccess;
}) {
  const { stage, access } = props;
  const classes = useStyles();
  const t = useT();
  const { ask } = useFreightTab();
  const { verification } = stage;
  if (!verification) return null;
  const { id, phase, message, marked, analysisRun, notAgain } = verification;
  const isUnderWay = id !== undefined && !isVerificationOver(verification);
  const isBad = isVerificationUnsuccessful(verification);
  const act = isUnderWay ? 'abortVerification' : 'verify';
  const isIdle =
    id === undefined &&
    phase === 'Pending' &&
    stage.promotions.running !== null;
  const isBegun = isUnderWay && phase === 'Pending';
  const run =
    analysisRun &&
    t('stages.analysisRun', {
      name: analysisRun.name,
      namespace: analysisRun.namespace,
    });
  const says = () => {
    if (marked === false) return t('stages.unmarked');
    if (isIdle) return t('stages.pendingWhilePromoting');
    return t(`stages.verification.${isBegun ? 'Running' : phase}`);
  };
  return (
    <Fact
      icon={
        <StatusIcon
          sign={marked === false ? 'waiting' : verificationSign(phase)}
        />
      }
    >
      {says()}
      {(isUnderWay || isBad) && (
        <ReasonButton
          className={classes.act}
          variant="text"
          color="primary"
          reason={access.verify ?? (isUnderWay ? undefined : notAgain)}
          aria-label={t(`actions.${act}Of`, { stage: stage.name })}
          onClick={() => ask({ do: act, stage: stage.name })}
        >
          {t(`actions.${act}Short`)}
        </ReasonButton>
      )}
      {message && <ClampedText text={message} lines={4} />}
      {run && (
        <div className={classes.run} title={run}>
          {run}
        </div>
      )}
    </Fact>
  );
}
