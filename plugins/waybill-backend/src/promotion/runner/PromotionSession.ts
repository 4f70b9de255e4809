import { LoggerService } from '@backstage/backend-plugin-api';
import {
  JsonObject,
  PromotionStepState,
} from '@waybill/backstage-plugin-waybill-common';
import {
  CommitIdentity,
  StepContext,
  StepDefinition,
  StepPromotion,
} from '@waybill/backstage-plugin-waybill-node';
import { PromotionTurn } from '../../ports';
import { createStepEnvironment } from '../expressions/createStepEnvironment';
import { evaluateTemplate } from '../expressions/evaluateTemplate';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { EarlierStep } from '../expressions/statusFunctions';
import { Unknowns } from '../expressions/Unknowns';
import { createRedactor, Redactor } from '../redaction/createRedactor';
import { promotionContext } from './promotionContext';
import { promotionOfStep, stepPromotion } from './stepPromotion';
import { createStepLookups } from './StepLookups';
import { stepOutputs } from './stepOutputs';
import { createWorkspaceKeeper, WorkspaceKeeper } from './WorkspaceKeeper';

/** What a runner or a plan needs to know of one Promotion in one turn. */
export type SessionTurn = Pick<
  PromotionTurn,
  'promotion' | 'freight' | 'journal' | 'ports' | 'values' | 'now' | 'logger'
>;

type StatePatch = Partial<
  Omit<PromotionStepState, 'alias' | 'uses' | 'record'>
>;

const FRESH = { status: 'Pending' as const, errorCount: 0, record: {} };

/** The state of a Promotion while somebody works on it; every change is written before it counts. */
export interface PromotionSession {
  readonly keeper: WorkspaceKeeper;
  /** Of the secrets that its pipeline may read. All that leaves the session has been through it. */
  readonly redactor: Redactor;
  definitionOf(index: number): StepDefinition | undefined;
  stateOf(index: number): Readonly<PromotionStepState>;
  states(): readonly PromotionStepState[];
  save(index: number, patch: StatePatch): Promise<void>;
  note(index: number, patch: JsonObject): Promise<void>;
  earlier(index: number): EarlierStep[];
  /** What `now()` answers to the expressions of a step that has not started: when it will have. */
  startsAt(index: number, time: Date): void;
  environment(index: number): ExpressionEnvironment;
  /** Before the condition or the config of a step is evaluated: what its expressions ask of the store is looked up. */
  lookUp(
    index: number,
    part: 'if' | 'config',
    signal: AbortSignal,
  ): Promise<void>;
  /** With its expressions evaluated. */
  config(index: number): JsonObject;
  context(index: number, signal: AbortSignal): StepContext;
  /** Why the journal could not be written; nothing may be done any more then. */
  journalFailure(): { error: unknown } | undefined;
}

export function createPromotionSession(options: {
  turn: SessionTurn;
  steps: ReadonlyMap<string, StepDefinition>;
  author: CommitIdentity;
  logger: LoggerService;
  /** Of the app: for `ctx.uiBaseUrl`, and where the Promotion's page is. */
  uiBaseUrl?: string;
  /** In a plan. */
  unknowns?: Unknowns;
}): PromotionSession {
  const { turn, steps, author, uiBaseUrl, unknowns } = options;
  const redactor = createRedactor(turn.values?.secretValues() ?? []);
  const logger = redactor.logger(options.logger);
  const { promotion, journal } = turn;
  const states = promotion.steps.map<PromotionStepState>((step, index) => ({
    ...(promotion.stepStates[index] ?? FRESH),
    alias: step.as,
    uses: step.uses,
  }));
  const whole = stepPromotion(turn, uiBaseUrl);
  const about = (index: number): StepPromotion =>
    promotionOfStep(whole, states[index], uiBaseUrl);
  const outputsBefore = (index: number) =>
    stepOutputs(
      states.slice(0, index),
      uses => steps.get(uses)?.propagatesOutput ?? false,
    );
  const starts = new Map<number, Date>();
  let failure: { error: unknown } | undefined;

  const write = async (action: () => Promise<void>) => {
    if (failure) {
      throw failure.error;
    }
    try {
      await action();
    } catch (error) {
      failure = { error };
      throw error;
    }
  };

  const note = async (index: number, given: JsonObject) => {
    const patch = redactor.json(given);
    await write(() => journal.note(index, patch));
    const state = states[index];
    states[index] = { ...state, record: { ...state.record, ...patch } };
  };
  const lookups = (index: number) =>
    createStepLookups({
      metadata: turn.ports.metadata,
      record: () => states[index].record,
      note: patch => note(index, patch),
    });

  const session: PromotionSession = {
    keeper: createWorkspaceKeeper(() => session),
    redactor,
    definitionOf: index => steps.get(promotion.steps[index].uses),
    stateOf: index => states[index],
    states: () => states,
    async save(index, patch) {
      // What is not known stays as it was.
      const known = redactor.json(
        Object.fromEntries(
          Object.entries(patch).filter(([, value]) => value !== undefined),
        ) as StatePatch,
      );
      await write(() => journal.saveStep(index, known));
      states[index] = { ...states[index], ...known };
    },
    note,
    earlier: index =>
      states.slice(0, index).map((state, at) => ({
        alias: state.alias,
        uses: state.uses,
        status: state.status,
        continueOnError: promotion.steps[at].continueOnError ?? false,
        message: state.message,
        startedAt: state.startedAt,
        finishedAt: state.finishedAt,
        errorCount: state.errorCount,
      })),
    startsAt: (index, time) => {
      starts.set(index, time);
    },
    environment: index =>
      createStepEnvironment({
        ctx: promotionContext(
          about(index),
          promotion.steps[index].as,
          uiBaseUrl,
        ),
        freight: turn.freight,
        promotionVars: promotion.vars,
        stepVars: promotion.steps[index].vars,
        outputs: outputsBefore(index),
        alias: promotion.steps[index].as,
        earlier: session.earlier(index),
        now: new Date(states[index].startedAt ?? starts.get(index) ?? turn.now),
        values: turn.values,
        answered: lookups(index).answered,
        unknowns,
      }),
    lookUp: (index, part, signal) => {
      const step = promotion.steps[index];
      const template = part === 'if' ? step.if ?? '' : step.config;
      return lookups(index).resolve(
        JSON.stringify([template, promotion.vars, step.vars]),
        () => evaluateTemplate(template, session.environment(index)),
        signal,
      );
    },
    config: index =>
      evaluateTemplate(
        promotion.steps[index].config,
        session.environment(index),
      ) as JsonObject,
    context: (index, signal) => ({
      promotion: about(index),
      alias: promotion.steps[index].as,
      get workspace() {
        return session.keeper.workspace();
      },
      record: {
        get value() {
          return states[index].record;
        },
        note: async patch => {
          // A step that was given up on may still be running somewhere.
          signal.throwIfAborted();
          await session.note(index, patch);
        },
      },
      ...turn.ports,
      attempt: states[index].errorCount,
      startedAt: new Date(states[index].startedAt ?? turn.now),
      now: turn.now,
      outputs: outputsBefore(index),
      author,
      logger: logger.child({
        promotion: promotion.id,
        step: promotion.steps[index].as,
      }),
      signal,
      replayOnto: (path, base) =>
        session.keeper.replayOnto(index, path, base, signal),
    }),
    journalFailure: () => failure,
  };
  return session;
}
