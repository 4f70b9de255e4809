import { Knex } from 'knex';
import { fenceClaim } from '../store/operations/workItems/fenceClaim';
import { pokeWorkItems } from '../store/operations/workItems/pokeWorkItems';
import { Claim, WorkItemKey } from '../store/WorkItem';
import { EngineContext } from './EngineContext';

/** A transaction of the engine. */
export interface EngineTransaction {
  tx: Knex.Transaction;
  /** The database's time. */
  now: Date;
  /** Makes work items due when the transaction commits. */
  poke(...items: WorkItemKey[]): void;
}

/**
 * Runs decisions and their effects in one transaction: fenced by a claim if there is one, pokes last and sorted, so that
 * no two transactions wait for each other, and this replica's loops woken when it has committed.
 */
export async function transact<T>(
  context: Pick<EngineContext, 'knex' | 'clock' | 'wake'>,
  claim: Claim | undefined,
  work: (transaction: EngineTransaction) => Promise<T>,
): Promise<T> {
  const poked: WorkItemKey[] = [];
  const result = await context.knex.transaction(async tx => {
    if (claim) {
      await fenceClaim(tx, claim);
    }
    const now = await context.clock.now(tx);
    const answer = await work({
      tx,
      now,
      poke: (...items) => poked.push(...items),
    });
    if (poked.length > 0) {
      await pokeWorkItems(tx, { items: poked, at: now });
    }
    return answer;
  });
  context.wake(new Set(poked.map(item => item.kind)));
  return result;
}
