import { useApi } from '@backstage/core-plugin-api';
import {
  HistoryItem,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { EarlierFreight, earlierFreight } from '../model/earlierFreight';
import { withTimeout } from '../model/withTimeout';

const ANSWER_WITHIN_MS = 30_000;
/** A page may hold nothing but what is known already; on request it goes on. */
const PAGES_AT_ONCE = 5;

/** What a Stage could go back to, as far as its history was read. */
export interface AskedEarlier {
  /** Undefined: nothing is known yet. */
  earlier: EarlierFreight[] | undefined;
  error: unknown;
  loading: boolean;
  /** Reads further back; undefined: that was all. */
  more: (() => void) | undefined;
}

interface Read {
  items: HistoryItem[];
  /** Undefined: from the newest on; null: that was all. */
  cursor: string | null | undefined;
}

/** What a Stage ran before, each Freight once, the suggested one first. Where the history says nothing, the suggestion still stands. */
export function useEarlierFreight(
  entityRef: string,
  stage: StageView,
): AskedEarlier {
  const api = useApi(waybillApiRef);
  const [read, setRead] = useState<Read>({ items: [], cursor: undefined });
  const [state, setState] = useState<{ loading: boolean; error?: unknown }>({
    loading: true,
  });
  const { name } = stage;
  const latest = useRef(stage);
  useEffect(() => {
    latest.current = stage;
  }, [stage]);

  const load = useCallback(
    async (from: Read) => {
      const known = (items: HistoryItem[]) =>
        earlierFreight(items, latest.current).length;
      let { items, cursor } = from;
      setState({ loading: true });
      try {
        for (let page = 0; page < PAGES_AT_ONCE && cursor !== null; page++) {
          const answer = await withTimeout(
            api.getHistory(entityRef, name, cursor ? { cursor } : undefined),
            ANSWER_WITHIN_MS,
          );
          items = [...items, ...answer.items];
          cursor = answer.nextCursor;
          setRead({ items, cursor });
          if (known(items) > known(from.items)) break;
        }
        setState({ loading: false });
      } catch (error) {
        setState({ loading: false, error });
      }
    },
    [api, entityRef, name],
  );
  useEffect(() => {
    load({ items: [], cursor: undefined });
  }, [load]);

  const { loading, error } = state;
  const earlier = earlierFreight(read.items, stage);
  const isAsked = read.cursor !== undefined || error !== undefined;
  const isMore = read.cursor !== null && !loading;
  return {
    earlier: isAsked ? earlier : undefined,
    error,
    loading,
    more: isMore ? () => load(read) : undefined,
  };
}
