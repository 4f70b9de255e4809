import { Hold, StageView } from '@waybill/backstage-plugin-waybill-common';
import { actorName } from '../model/actorName';
import { exactTime } from '../model/exactTime';
import { warehouseOf } from '../model/takesFrom';
import { useT } from '../translation/useT';

/** Who holds auto-promotion, why and until when; of which Warehouse where there are several. */
export function HeldBy(props: {
  hold: Hold;
  stage: Pick<StageView, 'requests'>;
}) {
  const t = useT();
  const { hold, stage } = props;
  const names = { person: actorName(t, hold.by), reason: hold.reason };
  return (
    <span title={exactTime(hold.createdAt)}>
      {stage.requests.length > 1
        ? t('stages.heldOf', {
            ...names,
            warehouse: warehouseOf(hold.origin),
          })
        : t('stages.held', names)}
      {hold.until &&
        ` ${t('stages.heldUntil', { time: exactTime(hold.until) })}`}
    </span>
  );
}
