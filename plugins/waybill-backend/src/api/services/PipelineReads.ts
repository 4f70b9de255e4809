import {
  GatesView,
  HistoryItem,
  Page,
  PipelineView,
  PromotionSummary,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import { Caller } from '../Caller';
import { StageTarget } from './StageCommands';

/** A pipeline in a list. */
export interface PipelineBrief {
  entityRef: string;
  state: string;
  stages: string[];
}

/** Everything that only reads. */
export interface PipelineReads {
  listPipelines(
    request: {
      owner?: string;
      system?: string;
      filter?: string;
      cursor?: string;
    },
    caller: Caller,
  ): Promise<Page<PipelineBrief>>;
  getPipeline(
    entityRef: string,
    request: { freightCursor?: string },
    caller: Caller,
  ): Promise<PipelineView>;
  getGates(
    target: StageTarget,
    freight: string,
    caller: Caller,
  ): Promise<GatesView>;
  getHistory(
    target: StageTarget,
    request: { cursor?: string },
    caller: Caller,
  ): Promise<Page<HistoryItem>>;
  listPromotions(
    entityRef: string,
    request: { stage?: string; cursor?: string },
    caller: Caller,
  ): Promise<Page<PromotionSummary>>;
  getPromotion(id: string, caller: Caller): Promise<PromotionView>;
}
