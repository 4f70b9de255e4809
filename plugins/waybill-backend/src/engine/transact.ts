import { Knex } from 'knex';
import { ClaimLostError } from '../store/ClaimLostError';
import { completeWorkItem } from '../store/operations/workItems/completeWorkItem';
import { fenceClaim } from '../store/operations/workItems/fenceClaim';
import { pokeWorkItems } from '../store/operations/workItems/pokeWorkItems';
import { Claim, WorkItemKey, workItemId } from '../store/WorkItem';
import { EngineContext } from './EngineContext';
import { WorkOutcome } from './Handler';
import { nextDue } from './nextDue';

/** A transaction of the engine. */
export interface EngineTransaction {
  tx: Knex.Transaction;
  /** The database's time. */
  now: Date;
  /** Makes work items due when the transaction commits. */
  poke(...items: WorkItemKey[]): void;
  /** Ends the turn of the claim's item when the transaction commits; answers what the handler is to answer then. */
  conclude(outcome: WorkOutcome): WorkOutcome;
}

/**
 * Runs decisions and their effects in one transaction: fenced by a claim if there is one; pokes and the end of the turn
 * last and sorted, so that no two transactions wait for each other; and this replica's loops woken when it has committed.
 */
export async function transact<T>(
  context: Pick<EngineContext, 'knex' | 'clock' | 'wake'>,
  claim: Claim | undefined,
  work: (transaction: EngineTransaction) => Promise<T>,
): Promise<T> {
  const poked: WorkItemKey[] = [];
  let outcome: WorkOutcome | undefined;
  const result = await context.knex.transaction(async tx => {
    if (claim) {
      await fenceClaim(tx, claim);
    }
    const now = await context.clock.now(tx);
    const answer = await work({
      tx,
      now,
      poke: (...items) => poked.push(...items),
      conclude: ended => {
        outcome = ended;
        return { ...ended, concluded: true };
      },
    });
    await writeItems(tx, { poked, now, claim, outcome });
    return answer;
  });
  context.wake(new Set(poked.map(item => item.kind)));
  return result;
}

/** What a transaction does to work items, by their ids: one that was poked in it is poked before its turn ends. */
async function writeItems(
  tx: Knex.Transaction,
  {
    poked,
    now,
    claim,
    outcome,
  }: {
    poked: WorkItemKey[];
    now: Date;
    claim: Claim | undefined;
    outcome: WorkOutcome | undefined;
  },
): Promise<void> {
  if (!claim || !outcome) {
    await pokeWorkItems(tx, { items: poked, at: now });
    return;
  }
  const isBefore = (item: WorkItemKey) => workItemId(item) <= claim.id;
  await pokeWorkItems(tx, { items: poked.filter(isBefore), at: now });
  const ended = await completeWorkItem(tx, {
    claim,
    next: nextDue(outcome, now),
    memory: outcome.memory,
    now,
  });
  if (!ended) {
    throw new ClaimLostError(claim.id);
  }
  const rest = poked.filter(item => !isBefore(item));
  await pokeWorkItems(tx, { items: rest, at: now });
}
