import { FreightCollection } from '../model/Promotion';
import { Verification } from '../model/Verification';
import { FreightView } from './FreightView';

/** @public */
export interface HistoryItem {
  promotion: string;
  freight: string;
  /** What that is; absent: nobody knows any more. */
  content?: FreightView;
  /** What ran from then on, by origin; where the Stage takes several, the others were carried over. */
  collection?: FreightCollection;
  rollback: boolean;
  at: string;
  verified: boolean;
  /** By more than health, newest first; absent: none. */
  verifications?: Verification[];
}
