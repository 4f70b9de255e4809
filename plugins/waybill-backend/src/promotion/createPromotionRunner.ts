import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  CommitIdentity,
  StepDefinition,
} from '@waybill/backstage-plugin-waybill-node';
import {
  ClockPort,
  PromotionAdvance,
  PromotionRunnerPort,
  PromotionTurn,
} from '../ports';
import { systemClock } from '../store/systemClock';
import { canonicalJson } from './plan/canonicalJson';
import { abortPromotion } from './runner/abortPromotion';
import { finalPhase } from './runner/finalPhase';
import {
  createPromotionSession,
  PromotionSession,
} from './runner/PromotionSession';
import { runStep } from './runner/runStep';
import { settleStep, timeoutSecondsOf } from './runner/settleStep';
import { stepCondition } from './runner/stepCondition';
import { validateConfig } from './runner/validateConfig';

/** When to look again at a gate that does not say until when it holds. */
const GATE_POLL_SECONDS = 60;

export interface PromotionRunnerOptions {
  steps: StepDefinition[];
  /** Of commits, where a step does not say another. */
  author: CommitIdentity;
  logger: LoggerService;
  /** Of the app, for `ctx.uiBaseUrl`. */
  uiBaseUrl?: string;
  /** Measures durations and interrupts what takes too long; default: real time. */
  clock?: StepClock;
}

type StepClock = Pick<ClockPort, 'elapsed' | 'sleep'>;

/** Runs the steps of Promotions. It knows no step by name. */
export function createPromotionRunner(
  options: PromotionRunnerOptions,
): PromotionRunnerPort {
  const steps = new Map(options.steps.map(step => [step.id, step]));
  const { elapsed, sleep } = options.clock ?? systemClock;

  return {
    async advance(turn) {
      const began = elapsed();
      const now = () =>
        new Date(turn.now.getTime() + Math.max(0, elapsed() - began));
      const session = createPromotionSession({
        turn,
        steps,
        author: options.author,
        logger: options.logger,
        uiBaseUrl: options.uiBaseUrl,
      });
      const { redactor } = session;
      try {
        return redactor.json(
          await advanceAll(session, turn, steps, { now, sleep }),
        );
      } catch (error) {
        throw redactor.error(error);
      }
    },
  };
}

async function advanceAll(
  session: PromotionSession,
  turn: PromotionTurn,
  steps: ReadonlyMap<string, StepDefinition>,
  time: { now: () => Date; sleep: ClockPort['sleep'] },
): Promise<PromotionAdvance> {
  if (turn.promotion.abortRequested) {
    return abortPromotion(
      session,
      turn,
      uses => steps.get(uses)?.kind === 'files',
    );
  }
  for (let index = 0; index < turn.promotion.steps.length; index += 1) {
    turn.signal.throwIfAborted();
    const waiting = await advanceStep(session, turn, index, time);
    if (waiting) {
      return waiting;
    }
  }
  return {
    type: 'finished',
    ...finalPhase(turn.promotion.steps, [...session.states()]),
  };
}

/** Undefined: the step has ended, on to the next. */
async function advanceStep(
  session: PromotionSession,
  turn: PromotionTurn,
  index: number,
  { now, sleep }: { now: () => Date; sleep: ClockPort['sleep'] },
): Promise<PromotionAdvance | undefined> {
  const step = turn.promotion.steps[index];
  const state = session.stateOf(index);
  if (state.finishedAt) {
    return undefined;
  }
  const end = async (
    status: 'Skipped' | 'Failed' | 'Errored',
    message: string,
  ) => {
    const finishedAt = now().toISOString();
    await session.save(index, { status, message, finishedAt });
    return undefined;
  };

  const startedAt = new Date(state.startedAt ?? now());
  session.startsAt(index, startedAt);
  if (!state.startedAt) {
    await session.lookUp(index, 'if', turn.signal);
    const condition = stepCondition(
      step.if,
      session.earlier(index),
      session.environment(index),
    );
    if (condition.type === 'skip') {
      return end('Skipped', condition.message);
    }
    if (condition.type === 'error') {
      return end('Errored', condition.message);
    }
  }
  const definition = session.definitionOf(index);
  if (!definition) {
    return end('Errored', `there is no step "${step.uses}" in this Waybill`);
  }
  await session.lookUp(index, 'config', turn.signal);
  let config: unknown;
  try {
    const checked = validateConfig(definition, session.config(index));
    if ('problem' in checked) {
      return end('Failed', checked.problem);
    }
    config = checked.config;
  } catch (error) {
    return end(
      'Errored',
      `its config cannot be evaluated: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }

  if (definition.kind === 'outside') {
    const gates = await turn.gatesNow();
    const refused = gates.find(gate => gate.effect === 'refuse');
    if (refused) {
      return end('Failed', refused.message);
    }
    if (gates.length > 0) {
      const message = gates.map(gate => gate.message).join('; ');
      return { type: 'waiting', at: gateOpens(gates, now()), message, gates };
    }
  }

  if (!state.startedAt || state.status !== 'Running') {
    await session.save(index, {
      status: 'Running',
      startedAt: startedAt.toISOString(),
    });
  }
  const timeout = timeoutSecondsOf(step, definition);
  const outcome = await runStep({
    session,
    index,
    definition,
    config,
    signal: turn.signal,
    remainingMs: timeout
      ? startedAt.getTime() + timeout * 1000 - now().getTime()
      : undefined,
    sleep,
  });
  const settled = settleStep({
    step,
    definition,
    startedAt,
    errorCount: state.errorCount,
    outcome,
    now: now(),
  });

  // First what the Stage is asked for later: a step that is recorded as done is never run again.
  const known = new Set(
    turn.promotion.healthChecks.map(check => canonicalJson({ ...check })),
  );
  const checks = settled.healthChecks.filter(
    check => !known.has(canonicalJson({ ...check })),
  );
  if (checks.length > 0) {
    await turn.journal.addHealthChecks(session.redactor.json(checks));
  }
  await session.save(index, settled.patch);
  if (settled.wait) {
    return { type: 'waiting', ...settled.wait };
  }
  const { status } = session.stateOf(index);
  if (status === 'Failed' || status === 'Errored') {
    session.keeper.discard();
  }
  return undefined;
}

function gateOpens(gates: { until?: string }[], now: Date): Date {
  const known = gates.flatMap(gate =>
    gate.until ? [Date.parse(gate.until)] : [],
  );
  const poll = now.getTime() + GATE_POLL_SECONDS * 1000;
  const earliest = Math.min(poll, ...known.filter(at => at > now.getTime()));
  return new Date(earliest);
}
