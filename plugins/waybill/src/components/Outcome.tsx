import { PromotionSummary } from '@waybill/backstage-plugin-waybill-common';
import { useNow } from '../hooks/useNow';
import { formatDuration } from '../model/formatDuration';
import { phaseSign } from '../model/signs';
import { useT } from '../translation/useT';
import { ClampedText } from './ClampedText';
import { Fact } from './Fact';
import { LinkedText } from './LinkedText';
import { StatusIcon } from './StatusIcon';

/** How a Promotion stands, in words. */
export function Outcome(props: {
  promotion: PromotionSummary;
  /** In a list: the beginning of its message has to do, all of it is on its page. */
  brief?: boolean;
}) {
  const { promotion, brief } = props;
  const t = useT();
  const now = useNow();
  const end = promotion.finishedAt ? Date.parse(promotion.finishedAt) : now;
  const duration = formatDuration(
    t,
    end - Date.parse(promotion.startedAt ?? promotion.createdAt),
    'short',
  );
  const message =
    promotion.phase === 'Succeeded' ? undefined : promotion.message;
  const words = () => {
    switch (promotion.phase) {
      case 'Running':
        return t('promotions.outcome.Running', {
          done: String(promotion.progress.done),
          total: String(promotion.progress.total),
        });
      case 'Pending':
        return t('promotions.outcome.Pending');
      case 'Aborted':
        return t('promotions.outcome.Aborted');
      default:
        return t(`promotions.outcome.${promotion.phase}`, { duration });
    }
  };
  return (
    <Fact icon={<StatusIcon sign={phaseSign(promotion.phase)} />}>
      {words()}
      {message && brief && <ClampedText text={message} lines={3} />}
      {message && !brief && (
        <div>
          <LinkedText text={message} />
        </div>
      )}
    </Fact>
  );
}
