import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  PromotionView,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useEffect, useRef } from 'react';
import { useStageAccess } from '../hooks/useStageAccess';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { AbortButton } from './AbortButton';
import { ActorLabel } from './ActorLabel';
import { Ago } from './Ago';
import { CommitLink } from './CommitLink';
import { useFreightTab } from './FreightTabContext';
import { Outcome } from './Outcome';
import { RetryButton } from './RetryButton';
import { ReviewButtons } from './ReviewButtons';
import { PullRequestLink } from './PullRequestLink';

const useStyles = makeStyles(theme => ({
  root: { borderRadius: 8, padding: theme.spacing(2, 2.5) },
  line: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(2) },
  title: { fontSize: 20, fontWeight: 700, margin: 0, overflowWrap: 'anywhere' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    marginLeft: 'auto',
  },
  subtle: { color: theme.palette.textSubtle, fontSize: 13 },
  id: { marginTop: theme.spacing(1.5), overflowWrap: 'anywhere' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1.5, 0, 0),
    fontSize: 13,
    '& dt': { color: theme.palette.textSubtle },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

/** What is promoted where, who asked and why, and how it stands. */
export function PromotionHeader(props: { promotion: PromotionView }) {
  const { promotion } = props;
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const promotionPath = useRouteRef(promotionRouteRef);
  const version = pipeline.index.version(promotion.freight);
  const freight = pipeline.index.get(promotion.freight);
  const stage = view.stages.find(s => s.name === promotion.stage);
  // A Promotion that has ended is not asked for again, but what tries it again may be made at any time.
  const retriedBy = [
    ...new Set([
      ...view.promotions
        .filter(it => it.retryOf === promotion.id)
        .map(it => it.id),
      ...(promotion.retriedBy ?? []),
    ]),
  ];
  // The page is asked for more often than the pipeline; its buttons shall not lag behind.
  const phase = useRef(promotion.phase);
  useEffect(() => {
    if (phase.current !== promotion.phase) pipeline.reload();
    phase.current = promotion.phase;
  }, [promotion.phase, pipeline]);
  const names = { version, stage: promotion.stage };
  return (
    <Paper variant="outlined" className={classes.root}>
      <div className={classes.line}>
        <Typography component="h2" className={classes.title}>
          {promotion.rollback
            ? t('promotions.page.rollbackTitle', names)
            : t('promotions.page.title', names)}
        </Typography>
        <span className={classes.actions}>
          {stage && <Review promotion={promotion} stage={stage} />}
          {!promotion.finishedAt && <AbortButton promotion={promotion} />}
          {stage && <RetryButton promotion={promotion} stage={stage} />}
        </span>
      </div>
      <div role="status">
        <Outcome promotion={promotion} />
      </div>
      <dl className={classes.facts}>
        <dt>{t('promotions.column.by')}</dt>
        <dd>
          <ActorLabel actor={promotion.createdBy} />,{' '}
          <Ago at={promotion.createdAt} style="long" />
        </dd>
        <dt>{t('promotions.page.reason')}</dt>
        <dd>{promotion.reason ?? t('promotions.page.noReason')}</dd>
        {promotion.retryOf && (
          <>
            <dt>{t('promotions.page.retryOf')}</dt>
            <dd>
              <Link to={promotionPath({ promotionId: promotion.retryOf })}>
                {promotion.retryOf}
              </Link>{' '}
              <span className={classes.subtle}>
                {t(
                  promotion.retryFrom === 'start'
                    ? 'promotions.page.retriedAnew'
                    : 'promotions.page.retriedFrom',
                )}
              </span>
            </dd>
          </>
        )}
        {retriedBy.length > 0 && (
          <>
            <dt>{t('promotions.page.retriedBy')}</dt>
            <dd>
              {retriedBy.map(id => (
                <div key={id}>
                  <Link to={promotionPath({ promotionId: id })}>{id}</Link>
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>{t('promotions.page.freight')}</dt>
        <dd>
          {freight?.alias ?? version}{' '}
          <span className={classes.subtle}>{promotion.freight}</span>
          {freight?.images.map(image => (
            <div key={image.repoURL}>
              {image.repoURL}:{image.tag}
            </div>
          ))}
        </dd>
        {promotion.commit && (
          <>
            <dt>{t('promotions.column.commit')}</dt>
            <dd>
              <CommitLink commit={promotion.commit} />
            </dd>
          </>
        )}
        {promotion.pullRequest && (
          <>
            <dt>{t('promotions.column.pullRequest')}</dt>
            <dd>
              <PullRequestLink pullRequest={promotion.pullRequest} />
            </dd>
          </>
        )}
      </dl>
      <div className={`${classes.subtle} ${classes.id}`}>
        {t('promotions.page.id', { id: promotion.id })}
      </div>
    </Paper>
  );
}

function Review(props: { promotion: PromotionView; stage: StageView }) {
  const { promotion, stage } = props;
  const access = useStageAccess(promotion.entityRef, stage);
  return <ReviewButtons promotion={promotion} access={access} />;
}
