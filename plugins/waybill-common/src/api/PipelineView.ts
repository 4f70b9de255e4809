import { DefinitionError } from '../model/PipelineDefinition';
import { PipelineState } from '../model/PipelineState';
import { FreightView } from './FreightView';
import { PromotionSummary } from './PromotionView';
import { StageView } from './StageView';
import { WarehouseView } from './WarehouseView';

/** @public */
export interface PipelineView {
  entityRef: string;
  state: PipelineState;
  errors: DefinitionError[];
  /** Where the definition was read. */
  source: { url: string; readAt: string | null };
  /** Documents that are not Waybill's. */
  ignored: { kind: string; name: string; line: number }[];
  warehouses: WarehouseView[];
  /** The first page, newest first. */
  freight: FreightView[];
  /** Freight beyond this page that Stages or Promotions of the answer name, so that it can be shown by version. */
  referencedFreight?: FreightView[];
  nextFreightCursor: string | null;
  freightTotal: number;
  /** In the order of the file. */
  stages: StageView[];
  /** Running and latest Promotions, newest first, without steps. */
  promotions: PromotionSummary[];
}
