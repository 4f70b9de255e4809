import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  isVerificationUnsuccessful,
  PromotionView,
  StageView,
  VerificationView,
} from '@waybill/backstage-plugin-waybill-common';
import { useStageAccess } from '../hooks/useStageAccess';
import { healthSign, verificationSign } from '../model/signs';
import { useT } from '../translation/useT';
import { Ago } from './Ago';
import { Fact } from './Fact';
import { useFreightTab } from './FreightTabContext';
import { RollbackButton } from './RollbackButton';
import { SectionHeading } from './SectionHeading';
import { StageVerification } from './StageVerification';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  next: { margin: theme.spacing(1, 0) },
}));

/** Of a Promotion that succeeded: how well what it brought does, and what can be done if it does not. */
export function Brought(props: { promotion: PromotionView; stage: StageView }) {
  const { promotion, stage } = props;
  const t = useT();
  const runs = stage.current.some(it => it.promotion === promotion.id);
  // The verification of a Stage is that of what came last.
  const isLast = stage.lastPromotion?.id === promotion.id;
  const { verification } = promotion;
  if (!runs && !verification) return null;
  return (
    <section aria-labelledby="waybill-brought">
      <SectionHeading
        id="waybill-brought"
        title={t('promotions.page.brought')}
      />
      {runs && isLast ? (
        <Running {...props} />
      ) : (
        verification && <Verified verification={verification} />
      )}
    </section>
  );
}

function Running(props: { promotion: PromotionView; stage: StageView }) {
  const { stage } = props;
  const { health, verification } = stage;
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const access = useStageAccess(view.entityRef, stage);
  const isBad =
    verification !== null && isVerificationUnsuccessful(verification);
  const wasVerified = stage.current.every(({ freight }) =>
    pipeline.index
      .get(freight)
      ?.verifiedIn.some(verified => verified.stage === stage.name),
  );
  const isIll = health.status === 'Unhealthy';
  return (
    <>
      <Fact icon={<StatusIcon sign={healthSign(health.status)} />}>
        {t(`stages.health.${health.status}`)}
        {health.issues.map(issue => (
          <div key={issue}>{issue}</div>
        ))}
      </Fact>
      <StageVerification stage={stage} access={access} />
      {(isBad || isIll) && (
        <>
          <Typography variant="body2" className={classes.next}>
            {t(`promotions.page.${isBad ? 'notVerified' : 'ill'}`, {
              stage: stage.name,
            })}{' '}
            {t(
              wasVerified
                ? 'promotions.page.verifiedBefore'
                : 'promotions.page.heldBack',
            )}{' '}
            {stage.rollbackTo !== null &&
              t('promotions.page.orBack', {
                version: pipeline.index.version(stage.rollbackTo),
              })}
          </Typography>
          <RollbackButton
            stage={stage}
            access={access}
            variant="outlined"
            color="primary"
          />
        </>
      )}
    </>
  );
}

/** Of what does not run any more, or did not come last. */
function Verified(props: { verification: VerificationView }) {
  const { phase, message, finishedAt } = props.verification;
  const t = useT();
  return (
    <Fact icon={<StatusIcon sign={verificationSign(phase)} />}>
      {t(`stages.verification.${phase}`)}
      {finishedAt && (
        <>
          {' · '}
          <Ago at={finishedAt} />
        </>
      )}
      {message && <div>{message}</div>}
    </Fact>
  );
}
