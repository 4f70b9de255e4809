import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  waybillPipelineRefreshPermission,
  waybillWarehouseRefreshPermission,
} from '@waybill/backstage-plugin-waybill-common';
import { useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { useFreightTab } from '../components/FreightTabContext';
import { explainError } from '../model/explainError';
import { withTimeout } from '../model/withTimeout';
import { useT } from '../translation/useT';

const ANSWER_WITHIN_MS = 30_000;

/** Asking Waybill to look again now, instead of when it would. */
export interface Refresh {
  busy: boolean;
  error: unknown;
  /** In words; undefined: it may be asked for. */
  whyNot: string | undefined;
  mayLook: boolean;
  /** Reads the definition again, and lets every Warehouse look where that is allowed. */
  all(): Promise<void>;
  /** Lets one Warehouse look. */
  look(warehouse: string): Promise<void>;
}

export function useRefresh(): Refresh {
  const t = useT();
  const api = useApi(waybillApiRef);
  const { pipeline, view } = useFreightTab();
  const { entityRef, warehouses } = view;
  const pipelineAccess = usePermission({
    permission: waybillPipelineRefreshPermission,
    resourceRef: entityRef,
  });
  const warehouseAccess = usePermission({
    permission: waybillWarehouseRefreshPermission,
    resourceRef: entityRef,
  });
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({
    busy: false,
    error: undefined,
  });
  const whyNot = () => {
    const { loading, error, allowed } = pipelineAccess;
    if (loading) return t('actions.why.checking');
    if (error) {
      const { message } = explainError(error);
      return t('actions.why.unchecked', { message });
    }
    return allowed ? undefined : t('actions.denied.refresh');
  };
  const run = async (work: () => Promise<unknown>) => {
    setState({ busy: true, error: undefined });
    try {
      await withTimeout(work(), ANSWER_WITHIN_MS);
      await pipeline.reload();
      setState({ busy: false, error: undefined });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return {
    ...state,
    whyNot: whyNot(),
    mayLook: warehouseAccess.allowed,
    all: () =>
      run(async () => {
        await api.refreshPipeline(entityRef);
        if (!warehouseAccess.allowed) return;
        await Promise.all(
          warehouses.map(w => api.refreshWarehouse(entityRef, w.name)),
        );
      }),
    look: name => run(() => api.refreshWarehouse(entityRef, name)),
  };
}
