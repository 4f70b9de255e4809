import { Owner } from '../kernel/Owner';

/** For whom the ports of one turn were made: one look at a Stage, or one turn of its Promotion. */
export interface Turn {
  owner: Owner;
  pipelineId: string;
  stage: string;
  /** Virtual milliseconds. */
  startedAt: number;
  /** The running Promotion that this process had claimed then, and by which token. */
  promotion?: { id: string; token: string };
  /** Effects that it asked for when its claim was somebody else's already. */
  sentUnderLostClaim: number;
}
