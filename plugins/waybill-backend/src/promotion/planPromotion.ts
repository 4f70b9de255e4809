import { createHash } from 'node:crypto';
import { isError } from '@backstage/errors';
import {
  JsonObject,
  PlannedStepView,
  PreviewView,
  stepName,
} from '@waybill/backstage-plugin-waybill-common';
import { ApplicationStatePort, PromotionTurn } from '../ports';
import type { PromotionRunnerOptions } from './createPromotionRunner';
import { Unknowns } from './expressions/Unknowns';
import { applicationViews } from './plan/applicationViews';
import { canonicalEffects } from './plan/canonicalEffects';
import { canonicalJson } from './plan/canonicalJson';
import { effectDiffs } from './plan/effectDiffs';
import { planStep } from './plan/planStep';
import { readOnlyPorts } from './plan/readOnlyPorts';
import {
  createPromotionSession,
  PromotionSession,
} from './runner/PromotionSession';
import { RecordingWorkTree } from './workspace/RecordingWorkTree';

/** What a Promotion would do, without its gates. */
export interface PromotionPlan
  extends Pick<
    PreviewView,
    'hash' | 'steps' | 'files' | 'rendered' | 'live' | 'unknowns' | 'error'
  > {
  /** What `hash` is of: all that would change outside, and nothing else. */
  effects: JsonObject[];
}

/** A Promotion that need not be stored: its id only has to be unlike any other text in it. */
export type PlanTurn = Pick<
  PromotionTurn,
  'promotion' | 'freight' | 'ports' | 'values' | 'now' | 'signal' | 'logger'
>;

/** Nothing of a plan is kept. */
const NO_JOURNAL = {
  saveStep: async () => {},
  addHealthChecks: async () => {},
  note: async () => {},
};

/**
 * Plans a Promotion with the same steps: file steps really run, on work trees that cannot be pushed; steps with effects outside
 * say what they would do. A plan that ends in an error has no hash, so it cannot be signed.
 */
export async function planPromotion(
  options: Pick<
    PromotionRunnerOptions,
    'steps' | 'author' | 'logger' | 'uiBaseUrl'
  > & {
    /** Also look at the Applications that it updates: their manifests before and after, and what runs. */
    withApplications?: boolean;
    /** For what runs, compared with what would; without, it is not compared. */
    state?: ApplicationStatePort;
  },
  turn: PlanTurn,
): Promise<PromotionPlan> {
  const trees: RecordingWorkTree[] = [];
  const ports = readOnlyPorts(turn.ports, tree => trees.push(tree));
  const unknowns = new Unknowns();
  const session = createPromotionSession({
    turn: {
      ...turn,
      promotion: { ...turn.promotion, stepStates: [] },
      journal: NO_JOURNAL,
      ports,
    },
    steps: new Map(options.steps.map(step => [step.id, step])),
    author: options.author,
    logger: options.logger,
    uiBaseUrl: options.uiBaseUrl,
    unknowns,
  });

  const plan: PromotionPlan = {
    hash: '',
    steps: [],
    files: [],
    unknowns: [],
    error: null,
    effects: [],
  };
  for (const index of turn.promotion.steps.keys()) {
    try {
      turn.signal.throwIfAborted();
      await planStep(session, turn, index, plan, unknowns);
    } catch (error) {
      turn.signal.throwIfAborted();
      plan.steps.push(...unplanned(turn, plan.steps.length));
      plan.error = `Step ${stepName(session.stateOf(index))}: ${
        isError(error) ? error.message : String(error)
      }`;
      break;
    }
  }

  const changes = trees.flatMap(tree => tree.committed());
  plan.files = effectDiffs(plan.effects, changes);
  if (options.withApplications) {
    const { signal } = turn;
    const { effects } = plan;
    const { state } = options;
    const context = { effects, trees, ports, signal, state };
    Object.assign(plan, await applicationViews(context));
  }
  plan.effects = canonicalEffects(plan.effects, namesOf(session, turn));
  if (plan.error === null) {
    plan.hash = createHash('sha256')
      .update(canonicalJson(plan.effects))
      .digest('hex');
  }
  // The hash is of what would really change, a secret included; nobody sees more of it.
  return session.redactor.json(plan);
}

/** The step that could not be planned and those behind it, so that the plan has as many as the Promotion. */
function unplanned({ promotion }: PlanTurn, from: number): PlannedStepView[] {
  return promotion.steps.slice(from).map(({ as: alias, uses }) => ({
    alias,
    uses,
    summary: '',
    outcome: 'unplanned',
  }));
}

/** Texts that are other ones in the next plan of the same change. */
function namesOf(
  session: PromotionSession,
  { promotion, freight }: PlanTurn,
): Map<string, string> {
  const carried = new Set(
    freight.flatMap(item => item.commits.map(commit => commit.id)),
  );
  const commits =
    JSON.stringify(session.states().map(state => state.output)).match(
      /\b[0-9a-f]{40}\b/g,
    ) ?? [];
  return new Map([
    ...commits
      .filter(commit => !carried.has(commit))
      .map(commit => [commit, '<commit>'] as const),
    [promotion.id, '<promotion>'],
  ]);
}
