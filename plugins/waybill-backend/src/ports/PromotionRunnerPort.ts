import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Freight,
  Gate,
  PromotionRecord,
} from '@waybill/backstage-plugin-waybill-common';
import { StepPorts } from '@waybill/backstage-plugin-waybill-node';
import { ConfiguredValues } from './ConfiguredValues';
import { PromotionJournal } from './PromotionJournal';

/** One turn of a Promotion. */
export interface PromotionTurn {
  promotion: PromotionRecord;
  /** All Freight of the collection. */
  freight: Freight[];
  journal: PromotionJournal;
  ports: StepPorts;
  /** Of `secret()` and `configMap()`. Absent: there are none. */
  values?: ConfiguredValues;
  /** Asked before every step with an effect outside; gates that refuse or wait stop the Promotion before it. */
  gatesNow(): Promise<Gate[]>;
  /** The database's time when this turn began. */
  now: Date;
  signal: AbortSignal;
  logger: LoggerService;
}

export type PromotionAdvance =
  /** Ask again at `at`; holds no worker meanwhile. */
  | { type: 'waiting'; at: Date; message: string; gates?: Gate[] }
  | {
      type: 'finished';
      phase: 'Succeeded' | 'Failed' | 'Errored' | 'Aborted';
      message: string;
    };

/** Runs a Promotion's steps until one waits or all have ended. */
export interface PromotionRunnerPort {
  advance(turn: PromotionTurn): Promise<PromotionAdvance>;
}
