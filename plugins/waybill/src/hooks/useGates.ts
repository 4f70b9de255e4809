import { useApi } from '@backstage/core-plugin-api';
import { Gate, PipelineView } from '@waybill/backstage-plugin-waybill-common';
import { useEffect, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { withTimeout } from '../model/withTimeout';

const ANSWER_WITHIN_MS = 30_000;

/** What is known of one Freight's way into one Stage. */
export interface Gates {
  gates: Gate[] | undefined;
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
  const of = `${view.entityRef} ${stage} ${freight}`;
  useEffect(() => {
    let current = true;
    withTimeout(
      api.getGates(view.entityRef, stage, freight),
      ANSWER_WITHIN_MS,
    ).then(
      answer =>
        current && setKnown({ of, gates: answer.gates, error: undefined }),
      error => current && setKnown({ of, gates: undefined, error }),
    );
    return () => {
      current = false;
    };
  }, [api, view, stage, freight, of]);
  // What was said of other Freight must not be shown while the answer is on its way.
  return known.of === of ? known : { gates: undefined, error: undefined };
}
