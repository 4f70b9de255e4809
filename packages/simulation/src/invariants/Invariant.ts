import { PromotionStepState } from '@waybill/backstage-plugin-waybill-common';
import { Connection } from '../database/SimulatedDatabase';
import { Owner } from '../kernel/Owner';
import { Effect } from '../outside/Effect';
import { Outside } from '../outside/Outside';
import { PipelinePlan } from '../people/makeDefinition';
import { Turn } from '../ports/Turn';
import { Facts } from './Facts';

/** What can be known when an invariant is checked. */
export interface World {
  /** Virtual milliseconds. */
  now: number;
  outside: Outside;
  facts: Facts;
  plan: PipelinePlan;
  /** Promotions whose creation somebody was told of. */
  accepted: ReadonlySet<string>;
  /** Approvals that somebody was told are put down: the Promotion, and who. */
  signed: readonly [promotion: string, user: string][];
  /** Whoever has ever approved a Promotion, in the order in which they did. */
  approversOf(promotion: string): string[];
  /** When the claim with this token was given back or lost, in virtual milliseconds; undefined: it holds. */
  lostAt(token: string): number | undefined;
  /** When a work item is due, in virtual milliseconds; undefined: there is none. */
  dueAt(workItem: string): number | undefined;
  /** The name under which a process works. */
  workerOf(owner: Owner): string | undefined;
  /** The process that works under this name, if it lives. */
  ownerOf(worker: string): Owner | undefined;
  stepsOf(promotion: string): PromotionStepState[];
  /** The tag that Freight carries. */
  tagOf(freight: string): string;
  count(sql: string, ...bindings: (string | number)[]): number;
}

/** Something that must always be so. Each answers a sentence when it is not. */
export interface Invariant {
  name: string;
  /** A transaction has committed. */
  onCommit?(
    world: World,
    before: Facts,
    commit: { tables: ReadonlySet<string>; connection: Connection },
  ): string | undefined;
  /** A process is about to ask for an effect outside. */
  onSend?(world: World, turn: Turn, what: string): string | undefined;
  /** Something has changed outside. */
  onEffect?(world: World, effect: Effect): string | undefined;
  /** Nothing has gone wrong for long, and nothing is left to do. */
  atEnd?(world: World): string | undefined;
}
