// What differs is checked by functions beside the cases.
/* eslint-disable jest/no-standalone-expect */
import { InputError } from '@backstage/errors';
import {
  JsonObject,
  PromotionStepDefinition,
  StepStatus,
} from '@waybill/backstage-plugin-waybill-common';
import {
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { finalPhase } from '../runner/finalPhase';
import { promotionOf, promotionWorld, START } from '../testing/promotionWorld';
import { stepOutputs } from '../runner/stepOutputs';
import {
  ConformanceDifference,
  describeConformance,
} from '../../testing/describeConformance';

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
    currentStep?: number;
  };
}

/** A step of Waybill that says Failed means it. Only what it throws is tried again. */
const failedIsFinal: ConformanceDifference<Case> = {
  because: 'a step that says Failed means it: it ends at once, without retries',
  async check(item) {
    const { advance, record } = await run(item);
    expect({
      advance,
      statuses: record.stepStates.map(state => state.status),
      errors: record.stepStates[0].errorCount,
    }).toMatchObject({
      advance: { type: 'finished', phase: 'Failed' },
      statuses: ['Failed', 'Skipped'].slice(0, record.steps.length),
      errors: item.previous?.[0].errorCount ?? 0,
    });
  },
};

/** A step that comes out as the case says. */
function scripted(item: Case, ran: string[]): StepDefinition {
  return {
    id: 'scripted',
    kind: 'outside',
    usesWorkspace: false,
    schema: z.unknown(),
    defaultTimeoutSeconds: item.defaultTimeoutSeconds,
    propagatesOutput: item.steps?.some(step => step.result?.propagate),
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

describeConformance<Case>('step-control.json', {
  async check(item) {
    if (item.stepStatuses) {
      checkFinalPhase(item);
    } else {
      await checkRun(item);
    }
  },
  differs: {
    'failed status past the timeout becomes errored': failedIsFinal,
    'failed below the threshold is retried': failedIsFinal,
    'Failed without an error stays under way': failedIsFinal,
    'success status with an error becomes errored': {
      because: 'a step either answers or throws, never both',
      async check(item) {
        const { record } = await run(item);
        expect(record.stepStates[0].status).toBe('Succeeded');
      },
    },
  },
});

async function checkRun(item: Case) {
  const { advance, record, ran } = await run(item);
  const { expect: wanted } = item;
  const phase = advance.type === 'finished' ? advance.phase : 'Running';
  const message = advance.type === 'finished' ? advance.message : '';
  const refused = record.stepStates
    .filter(state => state.message?.startsWith('invalid '))
    .map(state => state.alias);
  const reached = record.stepStates.filter(state => state.status !== 'Pending');
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
  const errorCounts = Object.fromEntries(
    record.stepStates.map(state => [state.alias, state.errorCount]),
  );
  expect(errorCounts).toMatchObject(wanted.errorCount ?? {});
  const propagates = item.steps?.some(step => step.result?.propagate) ?? false;
  expect(stepOutputs(record.stepStates, () => propagates)).toMatchObject(
    wanted.state ?? {},
  );
  const started = record.stepStates
    .filter(state => state.startedAt)
    .map(state => state.alias);
  expect(started.filter(alias => wanted.notStarted?.includes(alias))).toEqual(
    [],
  );
  const checks = record.healthChecks.map(each => each.uses);
  expect(checks).toEqual(wanted.healthChecks ?? []);
  if (wanted.currentStep !== undefined) {
    // The first that has not ended.
    expect(record.stepStates.findIndex(state => !state.finishedAt)).toBe(
      phase === 'Running' ? wanted.currentStep : -1,
    );
  }
}

function checkFinalPhase(item: Case) {
  const states = (item.stepStatuses ?? []).map((status, index) => ({
    alias: `s${index}`,
    status,
  }));
  const steps = states.map((_state, index) => ({
    continueOnError: item.continueOnErrorAt?.includes(index),
  }));
  expect(finalPhase(steps, states).phase).toBe(item.expect.phase);
}
