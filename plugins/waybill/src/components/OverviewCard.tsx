import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  MissingAnnotationEmptyState,
  useEntity,
} from '@backstage/plugin-catalog-react';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { WAYBILL_PIPELINE_ANNOTATION } from '@waybill/backstage-plugin-waybill-common';
import { usePipeline } from '../hooks/usePipeline';
import { isWaybillAvailable } from '../isWaybillAvailable';
import { freightRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';
import { ErrorNote } from './ErrorNote';
import { Fact } from './Fact';
import { OverviewStages } from './OverviewStages';
import { OverviewTasks } from './OverviewTasks';
import { ReasonButton } from './ReasonButton';
import { StaleNote } from './StaleNote';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  card: { fontFamily: theme.typography.fontFamily },
  again: { marginTop: theme.spacing(1.5) },
}));

/** The card on an entity's overview: what runs where, and what waits for whoever looks at it. */
export function OverviewCard() {
  const { entity } = useEntity();
  if (!isWaybillAvailable(entity)) {
    return (
      <MissingAnnotationEmptyState annotation={WAYBILL_PIPELINE_ANNOTATION} />
    );
  }
  const entityRef = stringifyEntityRef(entity);
  return <CardOf key={entityRef} entityRef={entityRef} />;
}

function CardOf(props: { entityRef: string }) {
  const classes = useStyles();
  const t = useT();
  const freightPath = useRouteRef(freightRouteRef);
  const pipeline = usePipeline(props.entityRef);
  const { value: view, error } = pipeline;
  return (
    <InfoCard
      className={classes.card}
      title={t('overview.title')}
      titleTypographyProps={{ component: 'h2' }}
      deepLink={{ title: t('overview.open'), link: freightPath() }}
    >
      {!view && error === undefined && (
        <LinearProgress aria-label={t('states.loading')} />
      )}
      {!view && error !== undefined && (
        <>
          <ErrorNote error={error} />
          <ReasonButton
            className={classes.again}
            variant="outlined"
            color="primary"
            onClick={pipeline.reload}
          >
            {t('actions.retry')}
          </ReasonButton>
        </>
      )}
      {view && (
        <>
          {error !== undefined && <StaleNote live={pipeline} />}
          {view.state !== 'ok' && (
            <Fact icon={<StatusIcon sign="error" />}>
              {t(`states.${view.state}.title`)}
            </Fact>
          )}
          {view.stages.length === 0 ? (
            <Typography variant="body2">{t('states.noStages')}</Typography>
          ) : (
            <>
              <OverviewStages stages={view.stages} index={pipeline.index} />
              <DialogHeading>{t('overview.waits')}</DialogHeading>
              <OverviewTasks view={view} index={pipeline.index} />
            </>
          )}
        </>
      )}
    </InfoCard>
  );
}
