import { useApi } from '@backstage/core-plugin-api';
import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { useCallback } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { Live, useLive } from './useLive';

const RUNNING_MS = 2_000;
const WAITING_MS = 5_000;

/** A Promotion, followed until it has ended. */
export function usePromotion(id: string): Live<PromotionView> {
  const api = useApi(waybillApiRef);
  const ask = useCallback(() => api.getPromotion(id), [api, id]);
  return useLive(ask, pauseAfter);
}

function pauseAfter(promotion: PromotionView | undefined): number | undefined {
  if (promotion?.finishedAt) return undefined;
  return promotion?.phase === 'Running' ? RUNNING_MS : WAITING_MS;
}
