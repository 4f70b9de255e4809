import { Gate } from '../model/Gate';
import { SetbackView } from '../model/Setback';

/** @public */
export interface GatesView {
  stage: string;
  freight: string;
  gates: Gate[];
  /** What went wrong with it here before; absent: nothing. */
  setback?: SetbackView;
}
