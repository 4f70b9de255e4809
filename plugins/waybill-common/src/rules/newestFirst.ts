import { Freight } from '../model/Freight';
import { compareText } from './compareText';

/** Orders Freight by discovery, newest first; of two discovered at once the greater ID comes first. @public */
export function newestFirst(
  a: Pick<Freight, 'id' | 'createdAt'>,
  b: Pick<Freight, 'id' | 'createdAt'>,
): number {
  return (
    Date.parse(b.createdAt) - Date.parse(a.createdAt) || compareText(b.id, a.id)
  );
}
