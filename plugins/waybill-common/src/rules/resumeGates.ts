import { Gate } from '../model/Gate';
import { StageSnapshot } from '../model/StageSnapshot';

/**
 * Why a Promotion cannot go on from the steps of another one: since that ended, another one has ended here. What its steps found and
 * made was for the Stage as it was then.
 *
 * @param resumes - the Promotion whose steps it goes on from; undefined: none
 */
export function resumeGates(
  { state, stage }: Pick<StageSnapshot, 'state' | 'stage'>,
  resumes: string | undefined,
): Gate[] {
  return resumes === undefined || state.lastPromotion?.id === resumes
    ? []
    : [
        {
          code: 'CannotResume',
          effect: 'refuse',
          message: `another promotion has ended in ${stage.name} since, so what its steps did before may no longer fit; start anew`,
        },
      ];
}
