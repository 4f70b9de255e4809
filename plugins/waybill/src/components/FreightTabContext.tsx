import {
  PipelineView,
  PromotionSummary,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import { createContext, useContext } from 'react';
import { LivePipeline } from '../hooks/usePipeline';

/** Something a person is about to do, asked back for in a dialog. */
export type Asked =
  | { do: 'promote' | 'approve'; stage: string; freight: string }
  | { do: 'rollback' | 'verify' | 'abortVerification'; stage: string }
  /** Without an origin: of all. */
  | { do: 'hold' | 'resume'; stage: string; origin?: string }
  | {
      do: 'review';
      stage: string;
      promotion: PromotionSummary;
      step: string;
      decision: 'approve' | 'reject';
    }
  | { do: 'abort'; stage: string; freight: string; promotion: string }
  | { do: 'retry'; stage: string; promotion: PromotionView };

/** Told by a dialog when it has done what it asked: in words, and the Promotion that came of it. */
export type Done = (words: string, promotion?: string) => void;

/** What all parts of the tab share. */
export interface FreightTabContextValue {
  pipeline: LivePipeline;
  /** The last good answer. */
  view: PipelineView;
  ask(asked: Asked): void;
}

const Context = createContext<FreightTabContextValue | undefined>(undefined);

/** Around everything of the tab that needs the pipeline. */
export const FreightTabProvider = Context.Provider;

/** The pipeline of the tab that a component stands in. */
export function useFreightTab(): FreightTabContextValue {
  const value = useContext(Context);
  if (!value)
    throw new Error('useFreightTab needs a FreightTabProvider around it');
  return value;
}
