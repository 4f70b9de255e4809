import { useApi } from '@backstage/core-plugin-api';
import {
  FreightView,
  PipelineView,
} from '@waybill/backstage-plugin-waybill-common';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { createFreightIndex, FreightIndex } from '../model/FreightIndex';
import { Live, useLive } from './useLive';

const BUSY_MS = 2_000;
const QUIET_MS = 5_000;

/** A pipeline as it is now, with as much of its freight line as was asked for. */
export interface LivePipeline extends Live<PipelineView> {
  entityRef: string;
  /** Newest first, older pages included. */
  freight: FreightView[];
  index: FreightIndex;
  older: {
    available: boolean;
    loading: boolean;
    error: unknown;
    load(): Promise<void>;
  };
}

interface OlderPages {
  freight: FreightView[];
  /** undefined: none was loaded yet */
  cursor: string | null | undefined;
  loading: boolean;
  error: unknown;
}

const NO_OLDER: OlderPages = {
  freight: [],
  cursor: undefined,
  loading: false,
  error: undefined,
};

/** Asks every 2 seconds while something runs, every 5 otherwise. */
export function usePipeline(entityRef: string): LivePipeline {
  const api = useApi(waybillApiRef);
  const ask = useCallback(() => api.getPipeline(entityRef), [api, entityRef]);
  const live = useLive(ask, pauseAfter);
  const [older, setOlder] = useState<OlderPages>(NO_OLDER);
  useEffect(() => setOlder(NO_OLDER), [entityRef]);

  const view = live.value;
  const cursor =
    older.cursor === undefined ? view?.nextFreightCursor : older.cursor;
  const load = useCallback(async () => {
    if (!cursor) return;
    setOlder(before => ({ ...before, loading: true, error: undefined }));
    try {
      const page = await api.getPipeline(entityRef, { freightCursor: cursor });
      setOlder(before => ({
        freight: [...before.freight, ...page.freight],
        cursor: page.nextFreightCursor,
        loading: false,
        error: undefined,
      }));
    } catch (error) {
      setOlder(before => ({ ...before, loading: false, error }));
    }
  }, [api, entityRef, cursor]);

  const freight = useMemo(
    () => newestFirst(older.freight, view?.freight ?? []),
    [older.freight, view],
  );
  const index = useMemo(
    () => createFreightIndex(view?.referencedFreight ?? [], freight),
    [view, freight],
  );
  return {
    ...live,
    entityRef,
    freight,
    index,
    older: {
      available: Boolean(cursor),
      loading: older.loading,
      error: older.error,
      load,
    },
  };
}

function pauseAfter(view: PipelineView | undefined): number {
  const busy = view?.stages.some(stage => stage.promotions.running !== null);
  return busy ? BUSY_MS : QUIET_MS;
}

/** Each Freight once; what the fresh page says of it counts. */
function newestFirst(
  older: FreightView[],
  fresh: FreightView[],
): FreightView[] {
  const byId = new Map([...older, ...fresh].map(one => [one.id, one]));
  return [...byId.values()].sort(
    (a, b) =>
      b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id),
  );
}
