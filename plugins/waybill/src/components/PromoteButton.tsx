import { Gate, StageView } from '@waybill/backstage-plugin-waybill-common';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';

/**
 * Asks for a Promotion. A gate that refuses closes it; one that makes wait turns it into a request,
 * which starts by itself when the last gate lifts.
 */
export function PromoteButton(props: {
  stage: StageView;
  freight: string;
  gates: Gate[] | undefined;
  /** Why this person may not, if so. */
  denied: string | undefined;
  /** Not what most people come for. */
  quiet?: boolean;
}) {
  const { stage, freight, gates, denied, quiet } = props;
  const t = useT();
  const { pipeline, view, ask } = useFreightTab();
  const refusing = gates?.filter(gate => gate.effect === 'refuse') ?? [];
  const reason = () => {
    if (denied) return denied;
    if (view.state === 'orphaned') return t('actions.why.unavailable');
    if (refusing.length > 0) {
      return t('actions.why.refused', {
        gates: refusing.map(gate => gate.message).join('; '),
      });
    }
    return undefined;
  };
  const waits = Boolean(gates?.length);
  const requests = waits && refusing.length === 0;
  return (
    <ReasonButton
      variant={waits || quiet ? 'outlined' : 'contained'}
      color="primary"
      disableElevation
      reason={reason()}
      aria-label={t(requests ? 'actions.on.request' : 'actions.on.promote', {
        version: pipeline.index.version(freight),
        stage: stage.name,
      })}
      onClick={() => ask({ do: 'promote', stage: stage.name, freight })}
    >
      {requests ? t('actions.request') : t('actions.promote')}
    </ReasonButton>
  );
}
