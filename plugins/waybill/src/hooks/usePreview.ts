import { useApi } from '@backstage/core-plugin-api';
import { PreviewView } from '@waybill/backstage-plugin-waybill-common';
import { useCallback, useEffect, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { PLAN_ANSWER_MS } from '../model/planAnswerMs';
import { withTimeout } from '../model/withTimeout';

/** What a Promotion would do, as far as it is known yet. */
export interface Preview {
  value: PreviewView | undefined;
  error: unknown;
  again(): void;
}

/** Asks once for the plan of a Promotion, or of a rollback; undefined Freight: there is nothing to ask yet. */
export function usePreview(
  entityRef: string,
  stage: string,
  freight: string | undefined,
  { rollback = false }: { rollback?: boolean } = {},
): Preview {
  const api = useApi(waybillApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Preview, 'again'>>({
    value: undefined,
    error: undefined,
  });
  useEffect(() => {
    let current = true;
    setState({ value: undefined, error: undefined });
    if (freight === undefined) return undefined;
    withTimeout(
      api.preview(entityRef, stage, {
        freight,
        ...(rollback && { rollback }),
      }),
      PLAN_ANSWER_MS,
    ).then(
      value => current && setState({ value, error: undefined }),
      error => current && setState({ value: undefined, error }),
    );
    return () => {
      current = false;
    };
  }, [api, entityRef, stage, freight, rollback, attempt]);
  const again = useCallback(() => setAttempt(before => before + 1), []);
  return { ...state, again };
}
