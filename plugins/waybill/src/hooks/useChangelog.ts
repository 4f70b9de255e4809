import { useApi } from '@backstage/core-plugin-api';
import { Changelog } from '@waybill/backstage-plugin-waybill-common';
import { useCallback, useEffect, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { withTimeout } from '../model/withTimeout';

/** Hosts and registries may have to be asked first. */
const ANSWER_WITHIN_MS = 60_000;

/** What changes from one Freight to another, as far as it is known yet. */
export interface AskedChangelog {
  /** Whether there is anything to ask: two Freights. */
  applies: boolean;
  value: Changelog | undefined;
  error: unknown;
  again(): void;
}

/** Asks once for what changes between two Freights; undefined or the same one twice: there is nothing to ask. */
export function useChangelog(
  entityRef: string,
  from: string | undefined,
  to: string | undefined,
): AskedChangelog {
  const api = useApi(waybillApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{
    of: string;
    value?: Changelog;
    error?: unknown;
  }>({ of: '' });
  const applies = from !== undefined && to !== undefined && from !== to;
  const of = `${entityRef} ${from} ${to} ${attempt}`;
  useEffect(() => {
    if (!applies) return undefined;
    let current = true;
    withTimeout(api.getChangelog(entityRef, from, to), ANSWER_WITHIN_MS).then(
      value => current && setState({ of, value }),
      error => current && setState({ of, error }),
    );
    return () => {
      current = false;
    };
  }, [api, entityRef, from, to, applies, of]);
  const again = useCallback(() => setAttempt(before => before + 1), []);
  // What was said of other Freight must not be shown while the answer is on its way.
  const known = state.of === of ? state : undefined;
  return { applies, value: known?.value, error: known?.error, again };
}
