import { SimulatedDatabase } from '../database/SimulatedDatabase';

/** Of all Freight there is, oldest first. */
export function readFreightIds(database: SimulatedDatabase): string[] {
  return (
    database
      .prepare('SELECT id FROM freight ORDER BY created_at, id')
      .all() as {
      id: string;
    }[]
  ).map(row => row.id);
}
