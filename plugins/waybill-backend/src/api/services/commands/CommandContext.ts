import {
  FreightWithStatus,
  PreviewView,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import { EnginePort } from '../../../ports';
import { PipelineRecord } from '../../../store/PipelineRecord';
import { Caller } from '../../Caller';

/** Works out what a promotion, or a rollback, would do, writing nothing. */
export type Previewer = (
  pipeline: PipelineRecord,
  snapshot: StageSnapshot,
  freight: FreightWithStatus,
  caller: Caller,
  options?: { rollback?: boolean },
) => Promise<Omit<PreviewView, 'stage' | 'freight' | 'gates'>>;

/** What every command works with. */
export interface CommandContext {
  knex: Knex;
  engine: EnginePort;
  previewer: Previewer;
  /** Whether steps of this kind touch nothing but files. */
  isFileStep(uses: string): boolean;
  /** Refs of what a person is and belongs to. */
  ownershipOf(caller: Caller): Promise<string[]>;
}
