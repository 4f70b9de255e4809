import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
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
  const { lastPromotion } = stage;
  // One that never started is not the Stage's last one, and is told nevertheless.
  const newest = view.promotions
    .filter(p => p.stage === stage.name)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  const last = newest ?? lastPromotion;
  if (!last?.finishedAt) return null;
  const isFailed = last.phase === 'Failed' || last.phase === 'Errored';
  const hasRun = last.id === lastPromotion?.id;
  if (!isFailed && !(last.phase === 'Aborted' && hasRun)) return null;
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
      {isFailed && newest?.message && (
        <ClampedText text={newest.message} lines={4} />
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
