import { useApi } from '@backstage/core-plugin-api';
import {
  HistoryItem,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useEffect, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { withTimeout } from '../model/withTimeout';

const ANSWER_WITHIN_MS = 30_000;

/** Freight that can come back; `at` is undefined where the history did not say. */
export interface EarlierFreight {
  freight: string;
  at: string | undefined;
  verified: boolean;
}

/** What a Stage ran before, each Freight once, the suggested one first; undefined while asking. */
export function useEarlierFreight(
  entityRef: string,
  stage: StageView,
): { earlier: EarlierFreight[] | undefined; error: unknown } {
  const api = useApi(waybillApiRef);
  const [state, setState] = useState<{
    items?: HistoryItem[];
    error?: unknown;
  }>({});
  const { name } = stage;
  useEffect(() => {
    let current = true;
    withTimeout(api.getHistory(entityRef, name), ANSWER_WITHIN_MS).then(
      page => current && setState({ items: page.items }),
      error => current && setState({ error }),
    );
    return () => {
      current = false;
    };
  }, [api, entityRef, name]);
  const { rollbackTo } = stage;
  const suggested = rollbackTo
    ? [{ freight: rollbackTo, at: undefined, verified: false }]
    : [];
  if (!state.items) {
    // Without the history the suggestion still stands.
    const earlier = state.error !== undefined ? suggested : undefined;
    return { earlier, error: state.error };
  }
  return { earlier: choices(state.items, stage), error: undefined };
}

function choices(items: HistoryItem[], stage: StageView): EarlierFreight[] {
  const here = new Set(stage.current.map(current => current.freight));
  const { rollbackTo } = stage;
  const seen = new Set<string>();
  const earlier: EarlierFreight[] = [];
  for (const item of items) {
    const again = here.has(item.freight) && item.freight !== rollbackTo;
    if (again || seen.has(item.freight)) continue;
    seen.add(item.freight);
    earlier.push({
      freight: item.freight,
      at: item.at,
      verified: item.verified,
    });
  }
  if (rollbackTo && !seen.has(rollbackTo)) {
    earlier.push({ freight: rollbackTo, at: undefined, verified: false });
  }
  return earlier.sort(
    (a, b) =>
      Number(b.freight === rollbackTo) - Number(a.freight === rollbackTo),
  );
}
