import { ButtonProps } from '@material-ui/core/Button';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { StageAccess } from '../hooks/useStageAccess';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';

/** Asks for the way back to what ran in a Stage before. How loud it is depends on where it stands. */
export function RollbackButton(
  props: { stage: StageView; access: StageAccess } & Pick<
    ButtonProps,
    'variant' | 'color' | 'className'
  >,
) {
  const { stage, access, ...look } = props;
  const t = useT();
  const { ask } = useFreightTab();
  // Without a suggestion there may be something to choose all the same, where nothing was verified say.
  const isNothing =
    stage.current.length === 0 ||
    (stage.rollbackTo === null && stage.ranOther === false);
  const noWay = isNothing
    ? t('actions.why.noRollback', { stage: stage.name })
    : undefined;
  return (
    <ReasonButton
      {...look}
      reason={access.rollback ?? noWay}
      aria-label={t('actions.on.rollback', { stage: stage.name })}
      onClick={() => ask({ do: 'rollback', stage: stage.name })}
    >
      {t('actions.rollback')}
    </ReasonButton>
  );
}
