import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  StepDefinition,
  StepPlan,
} from '@waybill/backstage-plugin-waybill-node';
import { Unknowns } from '../expressions/Unknowns';
import type { PlanTurn, PromotionPlan } from '../planPromotion';
import { PromotionSession } from '../runner/PromotionSession';
import { stepCondition } from '../runner/stepCondition';
import { validateConfig } from '../runner/validateConfig';
import { unknownWords } from './unknownWords';
import { withUnknowns } from './withUnknowns';

/** Adds to `plan` what one step would do, and to `unknowns` what of it only a run can know. */
export async function planStep(
  session: PromotionSession,
  turn: PlanTurn,
  index: number,
  plan: PromotionPlan,
  unknowns: Unknowns,
): Promise<void> {
  const step = turn.promotion.steps[index];
  const at = turn.now.toISOString();
  await session.lookUp(index, 'if', turn.signal);
  const condition = stepCondition(
    step.if,
    session.earlier(index),
    session.environment(index),
    unknowns,
  );
  if (condition.type === 'error') {
    throw new Error(condition.message);
  }
  if (condition.type === 'skip') {
    await session.save(index, { status: 'Skipped', finishedAt: at });
    plan.steps.push({
      alias: step.as,
      uses: step.uses,
      summary: 'its condition does not hold',
      outcome: 'skipped',
    });
    return;
  }
  if (condition.type === 'unknown') {
    plan.unknowns.push(unknownWords(step, 'if'));
  }
  const definition = session.definitionOf(index);
  if (!definition) {
    throw new Error(`there is no step "${step.uses}" in this Waybill`);
  }
  await session.lookUp(index, 'config', turn.signal);
  const config = session.config(index);
  await session.save(index, { status: 'Running', startedAt: at });
  const planned = unknowns.isIn(config)
    ? await planUnknown(session, turn, index, definition, config)
    : await planKnown(session, turn, index, definition, config);
  plan.steps.push({
    alias: step.as,
    uses: step.uses,
    summary: planned.summary,
    ...(condition.type === 'unknown' && { outcome: 'conditional' }),
    ...(planned.status === 'Skipped' && { outcome: 'skipped' }),
  });
  plan.effects.push(...planned.effects);
  for (const name of planned.unknowns) {
    plan.unknowns.push(unknownWords(step, name));
    unknowns.add(step.as, name);
  }
  await session.save(index, {
    status: planned.status,
    output: planned.output,
    finishedAt: at,
  });
}

type PlannedStep = Pick<StepPlan, 'summary' | 'effects' | 'output'> & {
  unknowns: string[];
  status: 'Succeeded' | 'Skipped';
};

async function planKnown(
  session: PromotionSession,
  turn: PlanTurn,
  index: number,
  definition: StepDefinition,
  config: JsonObject,
): Promise<PlannedStep> {
  const { as: alias } = turn.promotion.steps[index];
  const checked = validateConfig(definition, config);
  if ('problem' in checked) {
    throw new Error(checked.problem);
  }
  await session.keeper.prepare(index, turn.signal);
  const context = session.context(index, turn.signal);
  const planned = await definition.plan(context, checked.config);
  const { summary, effects, unknowns = [] } = planned;
  const result =
    definition.kind === 'files'
      ? await runFiles(definition, context, checked.config)
      : {
          status: 'Succeeded' as const,
          output: withUnknowns(alias, planned.output, unknowns),
        };
  return { summary, effects, unknowns, ...result };
}

/** A step whose config only a run can know: as far as it can be told with names in place of values, else as one unknown. */
async function planUnknown(
  session: PromotionSession,
  turn: PlanTurn,
  index: number,
  definition: StepDefinition,
  config: JsonObject,
): Promise<PlannedStep> {
  try {
    return await planKnown(session, turn, index, definition, config);
  } catch (error) {
    turn.signal.throwIfAborted();
    const { as: alias, uses } = turn.promotion.steps[index];
    return {
      status: 'Succeeded',
      summary: 'known when it runs',
      effects: [{ step: alias, uses, config }],
      unknowns: ['output'],
      output: {},
    };
  }
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
  return {
    status: result.status,
    output: result.output,
    // Why it would be skipped is worth more than what it would have done.
    ...(result.status === 'Skipped' &&
      result.message && { summary: result.message }),
  };
}
