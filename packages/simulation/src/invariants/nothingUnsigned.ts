import { Invariant } from './Invariant';

/** Where people are asked first, nothing is asked for outside before enough of them have approved. */
export const nothingUnsigned: Invariant = {
  name: 'nothing takes effect unsigned',
  onSend({ facts, plan, approversOf, stepsOf }, turn, what) {
    const promotion = facts.promotions.get(turn.promotion?.id ?? '');
    const stage = plan.stages.find(it => it.name === promotion?.stage);
    if (!promotion || !stage?.approvals) return undefined;
    // A retry that goes on behind the step has the word of those who approved the Promotion before.
    const ranBy = stepsOf(promotion.id).find(
      it => it.alias === 'approve',
    )?.ranBy;
    const requester = ranBy?.actor.ref ?? promotion.createdBy.ref;
    const approvers = approversOf(ranBy?.promotion ?? promotion.id).filter(
      user => !stage.excludesRequester || user !== requester,
    );
    return approvers.length < stage.approvals
      ? `${promotion.id} was going to ${what}; of ${stage.approvals} people who must approve it, ${approvers.length} have`
      : undefined;
  },
};
