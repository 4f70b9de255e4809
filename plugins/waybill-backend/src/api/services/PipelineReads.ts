import {
  Changelog,
  GatesView,
  HistoryItem,
  Page,
  PipelineView,
  PromotionSummary,
  PromotionView,
} from '@waybill/backstage-plugin-waybill-common';
import { DiscoveredArtifacts } from '../../ports';
import { Caller } from '../Caller';
import { StageTarget } from './StageCommands';

/** A pipeline in a list. */
export interface PipelineBrief {
  entityRef: string;
  state: string;
  stages: string[];
}

export interface PipelineListRequest {
  /** Ref of a group or a user. */
  owner?: string;
  system?: string;
  /** Part of the entity's ref. */
  filter?: string;
  cursor?: string;
}

/** What the last good look at a Warehouse found. */
export interface ArtifactsView {
  warehouse: string;
  discoveredAt: string | null;
  subscriptions: DiscoveredArtifacts['subscriptions'];
}

/** Everything that only reads. */
export interface PipelineReads {
  listPipelines(
    request: PipelineListRequest,
    caller: Caller,
  ): Promise<Page<PipelineBrief>>;
  getPipeline(
    entityRef: string,
    request: { freightCursor?: string },
    caller: Caller,
  ): Promise<PipelineView>;
  getArtifacts(
    target: { entityRef: string; warehouse: string },
    caller: Caller,
  ): Promise<ArtifactsView>;
  /** What changes from one Freight to another, each by its ID or alias. */
  getChangelog(
    target: { entityRef: string; from: string; to: string },
    caller: Caller,
  ): Promise<Changelog>;
  getGates(
    target: StageTarget,
    freight: string,
    caller: Caller,
  ): Promise<GatesView>;
  /** Newest first. With `at`, from what ran at that moment on. */
  getHistory(
    target: StageTarget,
    request: { cursor?: string; at?: Date },
    caller: Caller,
  ): Promise<Page<HistoryItem>>;
  listPromotions(
    entityRef: string,
    request: { stage?: string; cursor?: string },
    caller: Caller,
  ): Promise<Page<PromotionSummary>>;
  getPromotion(id: string, caller: Caller): Promise<PromotionView>;
}
