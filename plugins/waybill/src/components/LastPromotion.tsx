import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { lastEnded } from '../model/lastEnded';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { Ago } from './Ago';
import { ClampedText } from './ClampedText';
import { Fact } from './Fact';
import { useFreightTab } from './FreightTabContext';
import { StatusIcon } from './StatusIcon';

/** That the last Promotion to a Stage did not succeed, once, with its reason and with what the Stage's health is of since. */
export function LastPromotion(props: { stage: StageView }) {
  const { stage } = props;
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const promotionPath = useRouteRef(promotionRouteRef);
  const last = lastEnded(stage, view.promotions);
  if (!last || last.phase === 'Succeeded') return null;
  const isFailed = last.phase !== 'Aborted';
  // One that failed before it started is not the Stage's last one, and is told nevertheless.
  const hasRun = last.id === stage.lastPromotion?.id;
  const words = {
    version: pipeline.index.version(last.freight),
    ago: <Ago at={last.finishedAt} />,
  };
  return (
    <Fact icon={<StatusIcon sign={isFailed ? 'error' : 'stopped'} />}>
      <Link to={promotionPath({ promotionId: last.id })}>
        {isFailed
          ? t('stages.lastFailed', words)
          : t('stages.lastAborted', words)}
      </Link>
      {isFailed && last.message && (
        <ClampedText text={last.message} lines={4} />
      )}
      {hasRun && stage.current.length > 0 && (
        <div>
          {t('stages.healthOf', {
            version: stage.current
              .map(current => pipeline.index.version(current.freight))
              .join(' · '),
          })}
        </div>
      )}
    </Fact>
  );
}
