import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  SetbackView,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { actorName } from '../model/actorName';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { Ago } from './Ago';

/** What went wrong with Freight in a Stage before, and what auto-promotion makes of that. */
export function SetbackNote(props: {
  setback: SetbackView;
  stage: StageView;
  /** Beside the Stage's own facts, which tell already how its last Promotion ended. */
  onCard?: boolean;
}) {
  const { setback, stage } = props;
  const { kind, promotion, at, by, reason } = setback;
  const t = useT();
  const to = useRouteRef(promotionRouteRef)({ promotionId: promotion });
  const holds = stage.holds.some(hold => hold.promotion === promotion);
  const isTold =
    props.onCard && kind === 'Failed' && promotion === stage.lastPromotion?.id;
  if (isTold) {
    return stage.autoPromotion ? <>{t('stages.setback.notAgain')}</> : null;
  }
  return (
    <>
      <Link to={to}>
        {t(`stages.setback.${kind}`, {
          stage: stage.name,
          ago: <Ago at={at} />,
          person: actorName(t, by),
        })}
      </Link>
      {kind === 'RolledBack' &&
        reason &&
        ` ${t('promotions.quote', { text: reason })}`}
      {kind === 'RolledBack' && holds && `. ${t('stages.setback.held')}`}
      {kind === 'Failed' &&
        stage.autoPromotion &&
        `. ${t('stages.setback.notAgain')}`}
    </>
  );
}
