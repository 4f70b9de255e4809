import { useApi } from '@backstage/core-plugin-api';
import { PreviewView } from '@waybill/backstage-plugin-waybill-common';
import { useCallback, useEffect, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { explainError } from '../model/explainError';
import { PLAN_ANSWER_MS } from '../model/planAnswerMs';
import { withTimeout } from '../model/withTimeout';

/** What a Promotion would do, as far as it is known yet. */
export interface Preview {
  value: PreviewView | undefined;
  error: unknown;
  /** It is not the first that was shown: something has changed, or somebody has asked again. */
  anew: boolean;
  /** One that was seen no longer holds, and that in its place is not there yet: to go on now would be to go on unseen. */
  renewing: boolean;
  again(): void;
  /**
   * Sends a request that is held to this plan, by its hash where there is one. Where it is refused things have changed, and the plan is
   * asked for again.
   */
  holdTo<T>(send: (hash: string | undefined) => Promise<T>): Promise<T>;
}

const NOTHING: { value?: PreviewView; error?: unknown } = {};

/**
 * Asks for the plan of a Promotion, or of a rollback; undefined Freight: there is nothing to ask yet.
 *
 * @param options - `against`: what runs now; when that changes, the plan is out of date and asked for again
 */
export function usePreview(
  entityRef: string,
  stage: string,
  freight: string | undefined,
  options: { rollback?: boolean; against?: string } = {},
): Preview {
  const { rollback = false, against } = options;
  const api = useApi(waybillApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{
    of: string;
    value?: PreviewView;
    error?: unknown;
  }>({ of: '' });
  const about = `${entityRef} ${stage} ${freight} ${rollback}`;
  const of = `${about} ${against} ${attempt}`;
  const [first, setFirst] = useState({ about, of });
  if (first.about !== about) setFirst({ about, of });
  useEffect(() => {
    if (freight === undefined) return undefined;
    let current = true;
    withTimeout(
      api.preview(entityRef, stage, {
        freight,
        ...(rollback && { rollback }),
      }),
      PLAN_ANSWER_MS,
    ).then(
      value => current && setState({ of, value }),
      error => current && setState({ of, error }),
    );
    return () => {
      current = false;
    };
  }, [api, entityRef, stage, freight, rollback, of]);
  const again = useCallback(() => setAttempt(before => before + 1), []);
  // What was said of other Freight, or before something changed, must not be shown, nor sent, while the answer is on its way.
  const { value, error } = state.of === of ? state : NOTHING;
  const anew = first.about === about && first.of !== of;
  return {
    value,
    error,
    anew,
    renewing: anew && value === undefined && error === undefined,
    again,
    async holdTo(send) {
      try {
        return await send(value?.error === null ? value.hash : undefined);
      } catch (refusal) {
        if (explainError(refusal).kind === 'conflict') again();
        throw refusal;
      }
    },
  };
}
