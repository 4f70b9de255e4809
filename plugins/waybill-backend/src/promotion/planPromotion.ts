import { createHash } from 'node:crypto';
import { isError } from '@backstage/errors';
import {
  JsonObject,
  PreviewView,
} from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { PromotionTurn } from '../ports';
import type { PromotionRunnerOptions } from './createPromotionRunner';
import { canonicalEffects } from './plan/canonicalEffects';
import { canonicalJson } from './plan/canonicalJson';
import { effectDiffs } from './plan/effectDiffs';
import { readOnlyPorts } from './plan/readOnlyPorts';
import { renderedDiffs } from './plan/renderedDiffs';
import { withUnknowns } from './plan/withUnknowns';
import {
  createPromotionSession,
  PromotionSession,
} from './runner/PromotionSession';
import { stepCondition } from './runner/stepCondition';
import { validateConfig } from './runner/validateConfig';
import { RecordingWorkTree } from './workspace/RecordingWorkTree';

/** What a Promotion would do, without its gates. */
export interface PromotionPlan
  extends Pick<
    PreviewView,
    'hash' | 'steps' | 'files' | 'rendered' | 'unknowns' | 'error'
  > {
  /** What `hash` is of: all that would change outside, and nothing else. */
  effects: JsonObject[];
}

/** A Promotion that need not be stored: its id only has to be unlike any other text in it. */
export type PlanTurn = Pick<
  PromotionTurn,
  'promotion' | 'freight' | 'ports' | 'now' | 'signal' | 'logger'
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
  options: Pick<PromotionRunnerOptions, 'steps' | 'author' | 'logger'> & {
    /** Also render the manifests of what it updates, before and after. */
    withRendered?: boolean;
  },
  turn: PlanTurn,
): Promise<PromotionPlan> {
  const trees: RecordingWorkTree[] = [];
  const ports = readOnlyPorts(turn.ports, tree => trees.push(tree));
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
      await planStep(session, turn, index, plan);
    } catch (error) {
      turn.signal.throwIfAborted();
      plan.error = `Step "${turn.promotion.steps[index].as}": ${
        isError(error) ? error.message : String(error)
      }`;
      break;
    }
  }

  const changes = trees.flatMap(tree => tree.committed());
  plan.files = effectDiffs(plan.effects, changes);
  if (options.withRendered) {
    const { signal } = turn;
    const { effects } = plan;
    plan.rendered = await renderedDiffs({ effects, trees, ports, signal });
  }
  plan.effects = canonicalEffects(plan.effects, namesOf(session, turn));
  if (plan.error === null) {
    plan.hash = createHash('sha256')
      .update(canonicalJson(plan.effects))
      .digest('hex');
  }
  return plan;
}

async function planStep(
  session: PromotionSession,
  turn: PlanTurn,
  index: number,
  plan: PromotionPlan,
): Promise<void> {
  const step = turn.promotion.steps[index];
  const at = turn.now.toISOString();
  const condition = stepCondition(
    step.if,
    session.earlier(index),
    session.environment(index),
  );
  if (condition.type === 'error') {
    throw new Error(condition.message);
  }
  if (condition.type === 'skip') {
    await session.save(index, { status: 'Skipped', finishedAt: at });
    return;
  }
  const definition = session.definitionOf(index);
  if (!definition) {
    throw new Error(`there is no step "${step.uses}" in this Waybill`);
  }
  const checked = validateConfig(definition, session.config(index));
  if ('problem' in checked) {
    throw new Error(checked.problem);
  }
  await session.save(index, { status: 'Running', startedAt: at });
  await session.keeper.prepare(index, turn.signal);
  const context = session.context(index, turn.signal);
  const planned = await definition.plan(context, checked.config);
  plan.steps.push({
    alias: step.as,
    uses: step.uses,
    summary: planned.summary,
  });
  plan.effects.push(...planned.effects);
  const unknowns = planned.unknowns ?? [];
  plan.unknowns.push(...unknowns.map(name => `${step.as}.${name}`));
  const result =
    definition.kind === 'files'
      ? await runFiles(definition, context, checked.config)
      : {
          status: 'Succeeded' as const,
          output: withUnknowns(step.as, planned.output, unknowns),
        };
  await session.save(index, {
    status: result.status,
    output: result.output,
    finishedAt: at,
  });
}

async function runFiles(
  definition: StepDefinition,
  context: Parameters<StepDefinition['run']>[0],
  config: unknown,
) {
  const result = await definition.run(context, config);
  if (result.status === 'Failed' || result.status === 'Running') {
    throw new Error(result.message);
  }
  return { status: result.status, output: result.output };
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
