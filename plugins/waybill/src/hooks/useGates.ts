import { useApi } from '@backstage/core-plugin-api';
import {
  Gate,
  PipelineView,
  SetbackView,
} from '@waybill/backstage-plugin-waybill-common';
import { useEffect, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { withTimeout } from '../model/withTimeout';

const ANSWER_WITHIN_MS = 30_000;
/** Time alone lifts some gates, without the pipeline having changed. */
const AGAIN_MS = 20_000;

/** What is known of one Freight's way into one Stage. */
export interface Gates {
  gates: Gate[] | undefined;
  /** What went wrong with it there before; undefined: nothing, as far as is known. */
  setback?: SetbackView;
  error: unknown;
}

/**
 * Why Freight may not enter a Stage now; asked again whenever the pipeline has changed.
 *
 * @param view - the pipeline the answer has to fit
 */
export function useGates(
  view: PipelineView,
  stage: string,
  freight: string,
): Gates {
  const api = useApi(waybillApiRef);
  const [known, setKnown] = useState<Gates & { of: string }>({
    of: '',
    gates: undefined,
    error: undefined,
  });
  const [turn, setTurn] = useState(0);
  const of = `${view.entityRef} ${stage} ${freight}`;
  useEffect(() => {
    let current = true;
    withTimeout(
      api.getGates(view.entityRef, stage, freight),
      ANSWER_WITHIN_MS,
    ).then(
      ({ gates, setback }) =>
        current && setKnown({ of, gates, setback, error: undefined }),
      error => current && setKnown({ of, gates: undefined, error }),
    );
    return () => {
      current = false;
    };
  }, [api, view, stage, freight, of, turn]);
  const timed = known.gates?.some(gate => gate.until) ?? false;
  useEffect(() => {
    if (!timed) return undefined;
    const timer = setInterval(() => setTurn(before => before + 1), AGAIN_MS);
    return () => clearInterval(timer);
  }, [timed]);
  // What was said of other Freight must not be shown while the answer is on its way.
  return known.of === of ? known : { gates: undefined, error: undefined };
}
