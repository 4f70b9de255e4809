import { Link, ResponseErrorPanel } from '@backstage/core-components';
import { toError } from '@backstage/errors';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import { useParams } from 'react-router-dom';
import { usePromotion } from '../hooks/usePromotion';
import { explainError } from '../model/explainError';
import { noAnswerTitle } from '../model/noAnswerTitle';
import { freightRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { Brought } from './Brought';
import { useFreightTab } from './FreightTabContext';
import { GateList } from './GateList';
import { Loading } from './Loading';
import { PromotionChangelog } from './PromotionChangelog';
import { PromotionHeader } from './PromotionHeader';
import { PromotionSteps } from './PromotionSteps';
import { SectionHeading } from './SectionHeading';
import { StaleNote } from './StaleNote';
import { ReasonButton } from './ReasonButton';
import { WayBack } from './WayBack';

const useStyles = makeStyles(theme => ({
  back: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    fontSize: 13,
    marginBottom: theme.spacing(1.5),
  },
}));

/** One Promotion: who, what, why, and its steps as they move. */
export function PromotionPage() {
  const classes = useStyles();
  const t = useT();
  const { promotionId = '' } = useParams();
  const { view } = useFreightTab();
  const live = usePromotion(promotionId);
  const back = useRouteRef(freightRouteRef)();
  const promotion = live.value;
  const foreign =
    promotion !== undefined && promotion.entityRef !== view.entityRef;
  const stage = view.stages.find(it => it.name === promotion?.stage);
  return (
    <>
      <Link to={back} className={classes.back}>
        <ArrowBackIcon aria-hidden fontSize="small" />
        {t('promotions.page.back', {
          entity: view.entityRef.split('/').pop() ?? '',
        })}
      </Link>
      {!promotion && live.error === undefined && <Loading />}
      {!promotion && live.error !== undefined && (
        <NotThere error={live.error} onRetry={live.reload} />
      )}
      {foreign && (
        <Typography role="alert">{t('promotions.page.gone')}</Typography>
      )}
      {promotion && !foreign && (
        <>
          {live.error !== undefined && <StaleNote live={live} />}
          <PromotionHeader promotion={promotion} />
          {promotion.gates.length > 0 && !promotion.finishedAt && (
            <section aria-labelledby="waybill-waits">
              <SectionHeading
                id="waybill-waits"
                title={t('promotions.page.gates')}
              />
              <GateList gates={promotion.gates} />
              {promotion.phase === 'Pending' && (
                <Typography variant="body2">
                  {t('promotions.page.gatesHint')}
                </Typography>
              )}
            </section>
          )}
          {stage && promotion.phase === 'Succeeded' && (
            <Brought promotion={promotion} stage={stage} />
          )}
          {stage &&
            promotion.finishedAt &&
            promotion.startedAt &&
            promotion.phase !== 'Succeeded' && (
              <WayBack promotion={promotion} stage={stage} />
            )}
          <section aria-labelledby="waybill-steps">
            <SectionHeading
              id="waybill-steps"
              title={t('promotions.page.steps')}
            />
            <PromotionSteps
              steps={promotion.steps}
              reviews={promotion.reviews ?? []}
              ended={promotion.finishedAt !== null}
            />
          </section>
          <PromotionChangelog key={promotion.id} promotion={promotion} />
        </>
      )}
    </>
  );
}

function NotThere(props: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const { kind, message } = explainError(props.error);
  if (kind === 'notFound') {
    return <Typography role="alert">{t('promotions.page.gone')}</Typography>;
  }
  return (
    <>
      <ResponseErrorPanel
        error={toError(props.error)}
        title={`${t(noAnswerTitle(kind))}: ${message}`}
      />
      <ReasonButton variant="outlined" color="primary" onClick={props.onRetry}>
        {t('actions.retry')}
      </ReasonButton>
    </>
  );
}
