import { InputError } from '@backstage/errors';
import {
  JsonObject,
  PromotionStepDefinition,
  PromotionStepState,
  StepStatus,
} from '@waybill/backstage-plugin-waybill-common';
import {
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { finalPhase } from '../runner/finalPhase';
import { promotionOf, promotionWorld, START } from '../testing/promotionWorld';
import { conformanceCases } from './conformanceCases';

interface Result {
  status?: StepStatus;
  error?: string;
  terminal?: boolean;
  message?: string;
  panic?: string;
  output?: JsonObject;
  healthCheck?: string;
  propagate?: boolean;
}
interface Case {
  name: string;
  steps?: (Partial<PromotionStepDefinition> & {
    alias: string;
    kind?: string;
    result?: Result;
  })[];
  previous?: {
    alias: string;
    status?: StepStatus;
    startedSecondsAgo?: number;
    errorCount?: number;
  }[];
  startFrom?: number;
  defaultTimeoutSeconds?: number;
  stepStatuses?: StepStatus[];
  continueOnErrorAt?: number[];
  expect: {
    phase: string;
    statuses: Record<string, StepStatus>;
    ran: string[];
    message: string;
    messageContains?: string;
    errorCount?: Record<string, number>;
    notStarted?: string[];
    state?: Record<string, JsonObject>;
    healthChecks?: string[];
  };
}

/** Not expressible here, on purpose: a step of ours that says Failed means it. */
const DIFFERS = [
  'failed status past the timeout becomes errored',
  'threshold is looked at before the timeout',
  'failed below the threshold is retried',
  'Failed without an error stays under way',
  'success status with an error becomes errored',
];
const NOT_YET = ['output passed on to the task'];

const file = conformanceCases<Case>('step-control.json');

/** A step that comes out as the case says. */
function scripted(item: Case, ran: string[]): StepDefinition {
  return {
    id: 'scripted',
    kind: 'outside',
    usesWorkspace: false,
    schema: z.unknown(),
    defaultTimeoutSeconds: item.defaultTimeoutSeconds,
    plan: async () => ({ summary: '', effects: [] }),
    async run({ alias }) {
      ran.push(alias);
      const result =
        item.steps?.find(step => step.alias === alias)?.result ?? {};
      const { status, error, terminal, output, healthCheck } = result;
      if (result.panic) {
        throw new TypeError(result.panic);
      }
      if (status === 'Failed') {
        if (output) {
          return { status, message: error ?? '', output };
        }
        throw new StepFailure(error ?? '');
      }
      if (status === 'Errored') {
        throw terminal
          ? new InputError(error ?? '')
          : new Error(error ?? result.message ?? 'it went wrong');
      }
      if (status === 'Running') {
        return { status, message: 'still at it', retryAfterSeconds: 10 };
      }
      return {
        status: status as 'Succeeded',
        output,
        healthChecks: healthCheck ? [{ uses: healthCheck, config: {} }] : [],
      };
    },
  };
}

const failing = (ran: string[]): StepDefinition<{ message?: string }> => ({
  id: 'fail',
  kind: 'files',
  schema: z.strictObject({ message: z.string().optional() }),
  plan: async () => ({ summary: '', effects: [] }),
  run: async ({ alias }, { message }) => {
    ran.push(alias);
    return {
      status: 'Failed',
      message: message ? `failed: ${message}` : 'failed',
    };
  },
});

async function run(item: Case) {
  const ran: string[] = [];
  const steps = (item.steps ?? []).map<PromotionStepDefinition>(step => ({
    uses: step.kind ?? 'scripted',
    as: step.alias,
    if: step.if,
    continueOnError: step.continueOnError,
    retry: step.retry,
    vars: [],
    config: step.config ?? {},
  }));
  const record = promotionOf(steps);
  record.stepStates = record.stepStates.map((state, index) => {
    const before = item.previous?.find(({ alias }) => alias === state.alias);
    if (!before) {
      return state;
    }
    const startedAt = new Date(
      START.getTime() - (before.startedSecondsAgo ?? 0) * 1000,
    ).toISOString();
    return {
      ...state,
      status: before.status ?? 'Running',
      startedAt,
      errorCount: before.errorCount ?? 0,
      finishedAt: index < (item.startFrom ?? 0) ? startedAt : undefined,
    };
  });
  const world = promotionWorld({
    files: { a: '' },
    record,
    steps: [scripted(item, ran), failing(ran) as StepDefinition],
  });
  const advance = await world.advance();
  return { advance, record: world.record, ran };
}

(file ? describe : describe.skip)('conformance: step control', () => {
  const cases = (file?.cases ?? []).filter(
    item => !DIFFERS.includes(item.name) && !NOT_YET.includes(item.name),
  );
  it.each(
    cases.filter(item => item.steps).map(item => [item.name, item] as const),
  )('%s', async (_, item) => {
    const { advance, record, ran } = await run(item);
    const { expect: wanted } = item;
    const phase = advance.type === 'finished' ? advance.phase : 'Running';
    const message = advance.type === 'finished' ? advance.message : '';
    const refused = record.stepStates
      .filter(state => state.message?.startsWith('invalid '))
      .map(state => state.alias);
    const reached = record.stepStates.filter(
      state => state.status !== 'Pending',
    );
    expect({
      phase,
      ran,
      statuses: Object.fromEntries(
        reached.map(state => [state.alias, state.status]),
      ),
    }).toEqual({
      phase: wanted.phase,
      // A config is refused before the step is called.
      ran: wanted.ran.filter(alias => !refused.includes(alias)),
      statuses: wanted.statuses,
    });
    expect(message === '').toBe(wanted.message === 'none');
    const told = ['timed out', 'invalid fail config'].filter(
      text =>
        (text === 'timed out' && wanted.message === 'timeout') ||
        wanted.messageContains?.includes(text),
    );
    expect(told.filter(text => !message.includes(text))).toEqual([]);
    const byAlias = <T>(of: (state: PromotionStepState) => T) =>
      Object.fromEntries(
        record.stepStates.map(state => [state.alias, of(state)]),
      );
    expect(byAlias(state => state.errorCount)).toMatchObject(
      wanted.errorCount ?? {},
    );
    expect(byAlias(state => state.output)).toMatchObject(wanted.state ?? {});
    const started = record.stepStates
      .filter(state => state.startedAt)
      .map(state => state.alias);
    expect(started.filter(alias => wanted.notStarted?.includes(alias))).toEqual(
      [],
    );
    const checks = record.healthChecks.map(check => check.uses);
    expect(checks).toEqual(wanted.healthChecks ?? []);
  });

  it.each(
    cases
      .filter(item => item.stepStatuses)
      .map(item => [item.name, item] as const),
  )('%s', (_, item) => {
    const states = (item.stepStatuses ?? []).map((status, index) => ({
      alias: `s${index}`,
      status,
    }));
    const steps = states.map((_state, index) => ({
      continueOnError: item.continueOnErrorAt?.includes(index),
    }));
    expect(finalPhase(steps, states).phase).toBe(item.expect.phase);
  });
});

if (!file) {
  it('conformance cases are not there', () => expect(file).toBeUndefined());
}
