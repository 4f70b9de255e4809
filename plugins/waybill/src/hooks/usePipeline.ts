import { useApi } from '@backstage/core-plugin-api';
import {
  FreightView,
  PipelineView,
} from '@waybill/backstage-plugin-waybill-common';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { createFreightIndex, FreightIndex } from '../model/FreightIndex';
import { joinFreight } from '../model/joinFreight';
import { withTimeout } from '../model/withTimeout';
import { Live, useLive } from './useLive';

const ANSWER_WITHIN_MS = 30_000;
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
  /** All that was answered so far, newest pages included: new Freight pushes the oldest off them. */
  known: FreightView[];
  /** undefined: none was loaded yet */
  cursor: string | null | undefined;
  loading: boolean;
  error: unknown;
}

const NO_OLDER: OlderPages = {
  known: [],
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
  useEffect(() => {
    if (!view) return;
    setOlder(before => ({ ...before, known: joined(before.known, view) }));
  }, [view]);
  const cursor =
    older.cursor === undefined ? view?.nextFreightCursor : older.cursor;
  const load = useCallback(async () => {
    if (!cursor) return;
    setOlder(before => ({ ...before, loading: true, error: undefined }));
    try {
      const page = await withTimeout(
        api.getPipeline(entityRef, { freightCursor: cursor }),
        ANSWER_WITHIN_MS,
      );
      setOlder(before => ({
        known: [...before.known, ...page.freight],
        cursor: page.nextFreightCursor,
        loading: false,
        error: undefined,
      }));
    } catch (error) {
      setOlder(before => ({ ...before, loading: false, error }));
    }
  }, [api, entityRef, cursor]);

  const { freight, index } = useMemo(() => {
    const line = view ? joined(older.known, view) : [];
    const { referencedFreight = [], freight: newest = [] } = view ?? {};
    // What stages and promotions name is as fresh as the first page.
    const all = createFreightIndex(line, referencedFreight, newest);
    return { freight: line.map(it => all.get(it.id) ?? it), index: all };
  }, [older.known, view]);
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

function joined(known: FreightView[], view: PipelineView): FreightView[] {
  return joinFreight(known, view.freight, view.nextFreightCursor === null);
}
