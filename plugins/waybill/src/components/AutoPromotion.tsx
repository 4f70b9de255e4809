import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { StageAccess } from '../hooks/useStageAccess';
import { warehouseOf } from '../model/takesFrom';
import { useT } from '../translation/useT';
import { Fact } from './Fact';
import { HeldBy } from './HeldBy';
import { HoldButton } from './HoldButton';
import { StatusIcon } from './StatusIcon';

/** Whether Freight goes to a Stage by itself, of each Warehouse where that differs, and the ways to stop it and to let it go on. */
export function AutoPromotion(props: {
  stage: StageView;
  access: StageAccess;
}) {
  const { stage } = props;
  const t = useT();
  if (stage.holds.length === 0) {
    return stage.autoPromotion ? (
      <Fact icon={<StatusIcon sign="auto" />}>
        {t('stages.auto')}
        <HoldButton {...props} what="hold" />
      </Fact>
    ) : null;
  }
  const others = stage.requests.filter(
    ({ origin }) => !stage.holds.some(hold => hold.origin === origin),
  );
  return (
    <>
      {stage.holds.map(hold => (
        <Fact key={hold.origin} icon={<StatusIcon sign="held" />}>
          <HeldBy hold={hold} stage={stage} />
          <HoldButton {...props} what="resume" origin={hold.origin} />
        </Fact>
      ))}
      {stage.autoPromotion &&
        others.map(({ origin }) => (
          <Fact key={origin} icon={<StatusIcon sign="auto" />}>
            {t('stages.autoOf', { warehouse: warehouseOf(origin) })}
            <HoldButton {...props} what="hold" origin={origin} />
          </Fact>
        ))}
    </>
  );
}
