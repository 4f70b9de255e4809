import { LoggerService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { ClaimedWorkItem } from '../store/WorkItem';
import { EngineContext } from './EngineContext';

/** One turn of a work item. */
export interface WorkTurn {
  item: ClaimedWorkItem;
  context: EngineContext;
  /** Aborts when the claim is lost, the turn takes too long, or the engine stops. */
  signal: AbortSignal;
  /** Before what cannot be taken back. @throws ClaimLostError */
  confirmClaim(): Promise<void>;
  logger: LoggerService;
}

/** When the item is due again: the earlier of the two; neither: never, and the item goes away. */
export interface WorkOutcome {
  afterSeconds?: number;
  at?: Date;
  /** For the next turn. */
  memory?: JsonObject;
  /** A transaction of the turn itself has put all this down already (`EngineTransaction.conclude`). */
  concluded?: boolean;
}

/** Does the work of one kind. What it throws is kept with the item, which is tried again later. */
export type Handler = (turn: WorkTurn) => Promise<WorkOutcome>;
