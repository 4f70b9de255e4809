import { abortPollMs } from '@waybill/backstage-plugin-waybill-backend/src/engine/promotions/abortPollMs';
import { WorkKind } from '@waybill/backstage-plugin-waybill-backend/src/store/WorkItem';
import { SimulatedDatabase } from '../database/SimulatedDatabase';
import { Poll } from '../kernel/Poll';

/** In the order in which the engine makes its loops, each of which sleeps a millisecond longer than the last. */
const LOOPS: WorkKind[] = [
  'catalog',
  'definition',
  'warehouse',
  'stage',
  'promotion',
];

/**
 * What the engine sleeps for, by how long it does, and what a look after that would find.
 *
 * @param pollMs - how long the first loop sleeps
 */
export function createPolls(
  database: SimulatedDatabase,
  pollMs: number,
): ReadonlyMap<number, Poll> {
  const due = database.prepare(
    `SELECT 1 FROM work_items WHERE kind = ? AND next_at <= ? AND (lease_until IS NULL OR lease_until <= ?) LIMIT 1`,
  );
  const aborts = database.prepare(
    `SELECT 1 FROM promotions WHERE phase = 'Running' AND abort_json IS NOT NULL LIMIT 1`,
  );
  const loops = LOOPS.map((kind, index): [number, Poll] => [
    pollMs + index,
    {
      finds() {
        const { now } = database.scheduler;
        return due.get(kind, now, now) !== undefined;
      },
      wakes: true,
    },
  ]);
  // A step that hangs for half an hour is asked about for as long.
  return new Map(loops).set(abortPollMs, {
    finds: () => aborts.get() !== undefined,
    wakes: false,
  });
}
