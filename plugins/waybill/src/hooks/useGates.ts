import { useApi } from '@backstage/core-plugin-api';
import {
  Gate,
  GatesView,
  PipelineView,
  SetbackView,
} from '@waybill/backstage-plugin-waybill-common';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { gateInputs } from '../model/gateInputs';
import { useLive } from './useLive';

/** Time alone lifts some gates, without the pipeline having changed. */
const TIMED_MS = 20_000;
/** Others depend on what no pipeline shows, like what its platform grants. */
const QUIET_MS = 60_000;

/** What is known of one Freight's way into one Stage. */
export interface Gates {
  gates: Gate[] | undefined;
  /** What went wrong with it there before; undefined: nothing, as far as is known. */
  setback?: SetbackView;
  error: unknown;
}

/**
 * Why Freight may not enter a Stage now; asked again when the pipeline has changed and now and then, while the page is visible. Nothing is
 * asked of a control-flow Stage, which Freight only passes through.
 *
 * @param view - the pipeline the answer has to fit
 */
export function useGates(
  view: PipelineView,
  stage: string,
  freight: string,
): Gates {
  const api = useApi(waybillApiRef);
  const { entityRef } = view;
  const isPassed =
    view.stages.find(it => it.name === stage)?.kind === 'control-flow';
  const ask = useCallback(
    async (): Promise<GatesView | undefined> =>
      isPassed ? undefined : api.getGates(entityRef, stage, freight),
    [api, entityRef, stage, freight, isPassed],
  );
  const { value, error, askAgain } = useLive(ask, known => {
    if (isPassed) return undefined;
    return known?.gates.some(gate => gate.until) ? TIMED_MS : QUIET_MS;
  });
  const inputs = useMemo(() => gateInputs(view, freight), [view, freight]);
  const before = useRef({ ask, inputs });
  useEffect(() => {
    const { current } = before;
    before.current = { ask, inputs };
    // What is new to ask is asked at once anyway.
    if (current.ask === ask && current.inputs !== inputs && !isPassed) {
      askAgain();
    }
  }, [ask, inputs, isPassed, askAgain]);
  if (error !== undefined) return { gates: undefined, error };
  // What was said of other Freight must not be shown while the answer is on its way.
  if (value?.stage !== stage || value.freight !== freight) {
    return { gates: undefined, error: undefined };
  }
  return { gates: value.gates, setback: value.setback, error: undefined };
}
