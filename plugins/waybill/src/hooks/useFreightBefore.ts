import { useApi } from '@backstage/core-plugin-api';
import {
  originOf,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import { useEffect, useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { useFreightTab } from '../components/FreightTabContext';
import { withTimeout } from '../model/withTimeout';

const ANSWER_WITHIN_MS = 30_000;

/** What a Stage ran when a Promotion began. */
export interface FreightBefore {
  /** False: it is being asked. */
  asked: boolean;
  /** Undefined: nothing of the same Warehouse, or the history could not be asked. */
  freight?: string;
  error?: unknown;
}

/** Asks what ran where a Promotion goes before it began; not before `wanted`. */
export function useFreightBefore(
  promotion: PromotionView,
  wanted: boolean,
): FreightBefore {
  const api = useApi(waybillApiRef);
  const { pipeline } = useFreightTab();
  const [state, setState] = useState<FreightBefore>({ asked: false });
  const { entityRef, stage, startedAt, createdAt } = promotion;
  const at = startedAt ?? createdAt;
  const warehouse = pipeline.index.get(promotion.freight)?.warehouse;
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    withTimeout(
      api.getHistory(entityRef, stage, { at }),
      ANSWER_WITHIN_MS,
    ).then(
      ({ items: [before] }) => {
        const { collection } = before ?? {};
        const freight = warehouse
          ? collection?.[originOf(warehouse)]
          : before?.freight;
        if (!current) return;
        setState({
          asked: true,
          freight: collection ? freight : before?.freight,
        });
      },
      error => current && setState({ asked: true, error }),
    );
    return () => {
      current = false;
    };
  }, [api, entityRef, stage, at, warehouse, wanted]);
  return state;
}
