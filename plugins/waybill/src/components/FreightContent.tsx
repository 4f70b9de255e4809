import { ResponseErrorPanel } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  MissingAnnotationEmptyState,
  useEntity,
} from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { WAYBILL_PIPELINE_ANNOTATION } from '@waybill/backstage-plugin-waybill-common';
import { useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { usePipeline } from '../hooks/usePipeline';
import { isWaybillAvailable } from '../isWaybillAvailable';
import { explainError } from '../model/explainError';
import { noAnswerTitle } from '../model/noAnswerTitle';
import { useT } from '../translation/useT';
import { ActionDialogs } from './ActionDialogs';
import { Banner } from './Banner';
import { FreightTab } from './FreightTab';
import { Asked, FreightTabProvider } from './FreightTabContext';
import { Loading } from './Loading';
import { PromotionPage } from './PromotionPage';
import { ReasonButton } from './ReasonButton';

const useStyles = makeStyles(theme => ({
  // The body's font may be another: what stands outside a Typography would have that one.
  page: { fontFamily: theme.typography.fontFamily },
  again: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
  },
}));

/** The content of an entity's Freight tab, for both frontend systems. */
export function FreightContent() {
  const { entity } = useEntity();
  if (!isWaybillAvailable(entity)) {
    return (
      <MissingAnnotationEmptyState annotation={WAYBILL_PIPELINE_ANNOTATION} />
    );
  }
  const entityRef = stringifyEntityRef(entity);
  return <PipelineOf key={entityRef} entityRef={entityRef} />;
}

function PipelineOf(props: { entityRef: string }) {
  const classes = useStyles();
  const pipeline = usePipeline(props.entityRef);
  const [asked, setAsked] = useState<Asked>();
  const view = pipeline.value;
  if (!view) {
    return pipeline.error === undefined ? (
      <Loading />
    ) : (
      <NoAnswer error={pipeline.error} onRetry={pipeline.reload} />
    );
  }
  return (
    <FreightTabProvider value={{ pipeline, view, ask: setAsked }}>
      <div className={classes.page}>
        <Routes>
          <Route path="/" element={<FreightTab />} />
          <Route path="/promotions/:promotionId" element={<PromotionPage />} />
        </Routes>
      </div>
      <ActionDialogs
        asked={asked}
        onClose={ended =>
          setAsked(current => (current === ended ? undefined : current))
        }
      />
    </FreightTabProvider>
  );
}

/** Nothing has ever been answered here; asking goes on meanwhile. */
function NoAnswer(props: { error: unknown; onRetry: () => void }) {
  const classes = useStyles();
  const t = useT();
  const { kind, message } = explainError(props.error);
  return (
    <>
      {kind === 'notFound' ? (
        <Banner severity="warning" title={t('states.unknown.title')}>
          <Typography variant="body2">{t('states.unknown.text')}</Typography>
        </Banner>
      ) : (
        <ResponseErrorPanel
          error={toError(props.error)}
          title={`${t(noAnswerTitle(kind))}: ${message}`}
        />
      )}
      <div className={classes.again}>
        <ReasonButton
          variant="outlined"
          color="primary"
          onClick={props.onRetry}
        >
          {t('actions.retry')}
        </ReasonButton>
        <Typography variant="body2">{t('states.again')}</Typography>
      </div>
    </>
  );
}
