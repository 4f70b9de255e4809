import {
  mayApprove,
  PipelineView,
  PromotionSummary,
  StageView,
  waybillPromotionReviewPermission,
  waybillStagePromotePermission,
} from '@waybill/backstage-plugin-waybill-common';
import { Person } from '../hooks/usePerson';
import { lastWord } from './lastWord';

/** Something that goes on when a person does something. */
export interface OpenTask {
  /** `promote`: Freight can go; `approve`: a step asks for signatures; `merge`: a pull request is open. */
  does: 'promote' | 'approve' | 'merge';
  stage: string;
  freight: string;
  /** Absent: there is none yet. */
  promotion?: string;
  pullRequest?: { number: number; url: string };
  /** What a person needs for it, on the Stage. */
  permission:
    | typeof waybillStagePromotePermission
    | typeof waybillPromotionReviewPermission;
}

/**
 * What waits for people, in the order of the Stages.
 *
 * @param person - leaves out what asks for others' signatures, or has this one's already; undefined: whoever they are
 */
export function openTasks(
  view: PipelineView,
  person: Person | undefined,
): OpenTask[] {
  return view.stages.flatMap(stage =>
    stage.promotions.running === null
      ? beforeIt(view, stage)
      : insideIt(view, stage, person),
  );
}

/** What the running Promotion of a Stage waits for. */
function insideIt(
  view: PipelineView,
  stage: StageView,
  person: Person | undefined,
): OpenTask[] {
  const running = view.promotions.find(
    it => it.id === stage.promotions.running,
  );
  if (!running) return [];
  const { id: promotion, freight, pullRequest, progress } = running;
  const task = { stage: stage.name, freight, promotion };
  if (running.asksFor) {
    if (person && !isAsked(running, person)) return [];
    const permission = waybillPromotionReviewPermission;
    return [{ ...task, does: 'approve', permission }];
  }
  if (progress.current === 'git-wait-for-pr' && pullRequest) {
    const permission = waybillStagePromotePermission;
    return [{ ...task, does: 'merge', pullRequest, permission }];
  }
  return [];
}

/** Whether somebody's signature is wanted still. */
function isAsked(
  { asksFor, reviews = [] }: PromotionSummary,
  person: Person,
): boolean {
  return (
    asksFor !== undefined &&
    mayApprove(asksFor, person) &&
    !lastWord(reviews, asksFor.step, person.user)
  );
}

/** What could be promoted to a Stage, and is by nobody yet. */
function beforeIt(view: PipelineView, stage: StageView): OpenTask[] {
  const { next, promotions, autoPromotion, holds } = stage;
  const isFree =
    view.state !== 'orphaned' &&
    promotions.waiting.length === 0 &&
    // It goes by itself, unless it is held.
    (!autoPromotion || holds.length > 0);
  if (!isFree || !next || next.gates.length > 0 || next.setback) return [];
  return [
    {
      does: 'promote',
      stage: stage.name,
      freight: next.freight,
      permission: waybillStagePromotePermission,
    },
  ];
}
