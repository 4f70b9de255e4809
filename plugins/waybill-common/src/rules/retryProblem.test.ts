import fc from 'fast-check';
import {
  aPromotion,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import { NOW, runs } from '../__testUtils__/decisions';
import { JsonObject } from '../model/JsonTypes';
import { PromotionRecord, StepStatus } from '../model/Promotion';
import { carriedSteps } from './carriedSteps';
import { decideStage } from './decideStage';
import { resumePoint } from './resumePoint';
import { retryProblem } from './retryProblem';

const DANA = { type: 'user', ref: 'user:default/dana' } as const;
const AT = '2025-06-01T11:30:00Z';

interface Did {
  status: StepStatus;
  continueOnError?: boolean;
  /** Errored, and to be tried again. */
  open?: boolean;
}

function failed(
  steps: Did[],
  patch: Partial<PromotionRecord> = {},
): PromotionRecord {
  return {
    id: 'prod.01',
    pipelineId: 'p1',
    entityRef: 'component:default/storefront',
    project: 'storefront',
    stage: 'prod',
    freight: 'f2',
    origin: 'Warehouse/main',
    collection: { 'Warehouse/main': 'f2' },
    phase: 'Failed',
    createdBy: DANA,
    createdAt: AT,
    rollback: false,
    vars: [],
    steps: steps.map(({ continueOnError }, index) => ({
      uses: 'git-push',
      as: `s${index}`,
      vars: [],
      config: {},
      continueOnError,
    })),
    stepStates: steps.map(({ status, open }, index) => ({
      alias: `s${index}`,
      uses: 'git-push',
      status,
      startedAt: status === 'Pending' ? undefined : AT,
      finishedAt: status === 'Pending' || open ? undefined : AT,
      output: { number: index },
      errorCount: 0,
      record: { noted: index },
    })),
    healthChecks: [],
    gates: [],
    ...patch,
  };
}

const OK: Did = { status: 'Succeeded' };
const BAD: Did = { status: 'Failed' };

/** The Stage as it is after `failed` and nothing else. */
function stageAfter(promotion: PromotionRecord, last = promotion.id) {
  return aStageSnapshot({
    freight: [someFreight({ id: 'f2' })],
    state: {
      ...runs(),
      lastPromotion: {
        id: last,
        phase: 'Failed',
        freight: 'f2',
        collection: { 'Warehouse/main': 'f2', 'Warehouse/base': 'b7' },
        finishedAt: AT,
      },
    },
  });
}

/** The same with what its last step has put out. */
function withOutput(promotion: PromotionRecord, output: JsonObject) {
  const [last] = promotion.stepStates.slice(-1);
  last.output = output;
  return promotion;
}

describe('where a retry goes on', () => {
  it.each<[string, Did[], number]>([
    ['at the step that failed', [OK, OK, BAD, { status: 'Skipped' }], 2],
    ['behind what was skipped', [OK, { status: 'Skipped' }, BAD], 2],
    [
      'behind what was allowed to fail',
      [{ ...BAD, continueOnError: true }, BAD],
      1,
    ],
    ['at what was aborted', [OK, { status: 'Aborted' }], 1],
    [
      'at what was aborted, also where it may fail',
      [OK, { status: 'Aborted', continueOnError: true }],
      1,
    ],
    ['at what never began', [OK, { status: 'Pending' }], 1],
    ['at what was to be tried again', [{ status: 'Errored', open: true }], 0],
    ['at the first, though what follows succeeded', [BAD, OK], 0],
  ])('%s', (_, steps, expected) => {
    expect(resumePoint(failed(steps))).toBe(expected);
  });

  const did = fc.record<Did>({
    status: fc.constantFrom<StepStatus>(
      'Succeeded',
      'Skipped',
      'Failed',
      'Errored',
      'Aborted',
      'Pending',
    ),
    continueOnError: fc.boolean(),
  });

  it('carries over what is done and nothing else, and says who ran it', () => {
    fc.assert(
      fc.property(fc.array(did, { maxLength: 8 }), steps => {
        const before = failed(steps);
        const at = resumePoint(before);
        const carried = carriedSteps(before);
        expect(carried.slice(0, at)).toEqual(
          before.stepStates.slice(0, at).map(state => ({
            ...state,
            ranBy: { promotion: 'prod.01', actor: DANA },
          })),
        );
        expect(carried.slice(at)).toEqual(
          before.stepStates.slice(at).map(({ alias, uses }) => ({
            ...{ alias, uses, status: 'Pending', errorCount: 0, record: {} },
          })),
        );
      }),
    );
  });

  it('names the promotion that really ran it when a retry is retried', () => {
    const first = failed([OK, BAD]);
    const second = failed([OK, OK, BAD], { id: 'prod.02' });
    second.stepStates[0] = carriedSteps(first)[0];
    expect(carriedSteps(second).map(({ ranBy }) => ranBy?.promotion)).toEqual([
      'prod.01',
      'prod.02',
      undefined,
    ]);
  });
});

describe('trying a promotion again', () => {
  it('may go on from the failed step, or start anew', () => {
    const before = failed([OK, BAD]);
    const stage = stageAfter(before);
    expect(retryProblem(before, 'failed-step', stage)).toBeUndefined();
    expect(retryProblem(before, 'start', stage)).toBeUndefined();
  });

  it.each<[string, PromotionRecord]>([
    [
      'is open',
      withOutput(failed([OK, BAD]), {
        pr: { id: 7, open: true, merged: false },
      }),
    ],
    [
      'is merged',
      withOutput(failed([OK, BAD]), {
        pr: { id: 7, open: false, merged: true },
      }),
    ],
    [
      'was closed, and nobody failed of it',
      withOutput(failed([OK, { status: 'Aborted' }]), {
        pr: { id: 7, open: false, merged: false },
      }),
    ],
    ['is none of ours', withOutput(failed([OK, BAD]), { pr: [7] })],
  ])('may go on from a step whose pull request %s', (_, before) => {
    const stage = stageAfter(before);
    expect(retryProblem(before, 'failed-step', stage)).toBeUndefined();
  });

  it.each<[string, Partial<PromotionRecord>, RegExp]>([
    ['that runs', { phase: 'Running' }, /not ended yet/],
    ['that waits', { phase: 'Pending' }, /not ended yet/],
    ['that succeeded', { phase: 'Succeeded' }, /promote its Freight again/],
  ])('cannot be done with one %s', (_, patch, expected) => {
    const before = failed([OK, BAD], patch);
    for (const from of ['failed-step', 'start'] as const) {
      expect(retryProblem(before, from, stageAfter(before))).toMatch(expected);
    }
  });

  it('cannot be done where the Stage is gone', () => {
    expect(retryProblem(failed([BAD]), 'start', undefined)).toBe(
      'prod is no longer defined',
    );
  });

  it.each<[string, PromotionRecord, ReturnType<typeof stageAfter>, RegExp]>([
    [
      'another has ended since',
      failed([OK, BAD]),
      stageAfter(failed([]), 'prod.02'),
      /another promotion has ended in prod since.*start anew/,
    ],
    [
      'another is running',
      failed([OK, BAD]),
      {
        ...stageAfter(failed([])),
        promotions: [
          aPromotion({ id: 'prod.09', freight: 'f1', phase: 'Running' }),
        ],
      },
      /another promotion is running in prod.*start anew/,
    ],
    [
      'it never started',
      failed([OK, BAD], { collection: undefined }),
      stageAfter(failed([])),
      /never started.*start anew/,
    ],
    [
      'its project is another now',
      failed([OK, BAD], { project: 'shop' }),
      stageAfter(failed([])),
      /project shop.*storefront now; start anew/,
    ],
    [
      'its pull request was closed',
      withOutput(failed([OK, BAD]), {
        pr: {
          id: 7,
          open: false,
          merged: false,
          url: 'https://git.example.com/pull/7',
        },
      }),
      stageAfter(failed([])),
      /pull request #7 was closed without being merged.*start anew/,
    ],
    [
      'nothing is left to do',
      failed([OK]),
      stageAfter(failed([])),
      /none to go on from; start anew/,
    ],
  ])(
    'cannot go on from the failed step when %s, but may start anew',
    (_, before, stage, expected) => {
      expect(retryProblem(before, 'failed-step', stage)).toMatch(expected);
      expect(retryProblem(before, 'start', stage)).toBeUndefined();
    },
  );
});

describe('a retry in the queue', () => {
  const retry = aPromotion({
    id: 'prod.05',
    freight: 'f2',
    resumes: 'prod.01',
  });

  it('starts with the very Freight that its steps were told of', () => {
    const snapshot = { ...stageAfter(failed([])), promotions: [retry] };
    expect(decideStage(snapshot, NOW)).toContainEqual({
      type: 'start',
      promotion: 'prod.05',
      collection: { 'Warehouse/main': 'f2', 'Warehouse/base': 'b7' },
    });
  });

  it('is refused when another promotion has ended while it waited', () => {
    const snapshot = {
      ...stageAfter(failed([]), 'prod.04'),
      promotions: [retry],
    };
    expect(decideStage(snapshot, NOW)).toContainEqual({
      type: 'refuse',
      promotion: 'prod.05',
      gates: [expect.objectContaining({ code: 'CannotResume' })],
    });
  });
});
