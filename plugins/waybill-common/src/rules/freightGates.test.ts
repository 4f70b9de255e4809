import { FreightStatus } from '../model/Freight';
import { Gate } from '../model/Gate';
import { RequestedFreight } from '../model/PipelineDefinition';
import { StageSnapshot } from '../model/StageSnapshot';
import {
  aPromotion,
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import { freightGates } from './freightGates';

const NOW = new Date('2025-06-01T12:00:00Z');
const DANA = { type: 'user', ref: 'user:default/dana' } as const;

function at(minutesAgo: number): string {
  return new Date(NOW.getTime() - minutesAgo * 60_000).toISOString();
}

/** Verified when it had been there for a minute. */
function inStage(name: string, minutesAgo: number): Partial<FreightStatus> {
  return {
    currentlyIn: { [name]: { since: at(minutesAgo) } },
    verifiedIn: { [name]: { verifiedAt: at(minutesAgo - 1) } },
  };
}

function merge(...all: Partial<FreightStatus>[]): FreightStatus {
  const status: FreightStatus = {
    currentlyIn: {},
    verifiedIn: {},
    approvedFor: {},
  };
  for (const { rejected, ...rest } of all) {
    for (const key of ['currentlyIn', 'verifiedIn', 'approvedFor'] as const) {
      Object.assign(status[key], rest[key]);
    }
    status.rejected = rejected ?? status.rejected;
  }
  return status;
}

/** Prod's gates for Freight f1. */
function gatesOf(
  sources: Partial<RequestedFreight['sources']>,
  status: FreightStatus,
  patch: Parameters<typeof aStageSnapshot>[0] = {},
): Gate[] {
  const snapshot = aStageSnapshot({
    stage: aStage({ requestedFreight: [aRequest(sources)] }),
    freight: [someFreight({ id: 'f1', alias: 'quiet-heron', status })],
    ...patch,
  });
  return freightGates(snapshot, 'f1', NOW);
}

const soak30 = (stages: string[], availabilityStrategy?: 'All') => ({
  stages,
  requiredSoakSeconds: 30 * 60,
  ...(availabilityStrategy ? { availabilityStrategy } : {}),
});

describe('freightGates, of availability', () => {
  it.each<
    [string, Partial<RequestedFreight['sources']>, FreightStatus, Gate[]]
  >([
    ['lets in what comes directly', { direct: true }, merge(), []],
    [
      'refuses what is verified in none of the sources',
      { stages: ['uat-eu', 'uat-us'] },
      merge(inStage('dev', 60)),
      [
        {
          code: 'NotVerifiedUpstream',
          effect: 'refuse',
          message: 'not yet verified in uat-eu or uat-us',
        },
      ],
    ],
    [
      'names what is missing of All',
      { stages: ['a', 'b', 'c', 'd'], availabilityStrategy: 'All' },
      merge(inStage('b', 60)),
      [
        {
          code: 'NotVerifiedUpstream',
          effect: 'refuse',
          message: 'not yet verified in a, c and d',
        },
      ],
    ],
    [
      'waits for the end of the soak',
      soak30(['uat']),
      merge(inStage('uat', 16)),
      [
        {
          code: 'Soaking',
          effect: 'wait',
          message: 'soaks in uat for 14 min more',
          until: at(-14),
        },
      ],
    ],
    [
      'of OneOf waits for the earliest end',
      soak30(['uat-eu', 'uat-us']),
      merge(inStage('uat-eu', 5), inStage('uat-us', 20)),
      [
        {
          code: 'Soaking',
          effect: 'wait',
          message: 'soaks in uat-us for 10 min more',
          until: at(-10),
        },
      ],
    ],
    [
      'of All waits for the latest end',
      soak30(['uat-eu', 'uat-us'], 'All'),
      merge(inStage('uat-eu', 5), inStage('uat-us', 20)),
      [
        {
          code: 'Soaking',
          effect: 'wait',
          message:
            'soaks in uat-us for 10 min more and in uat-eu for 25 min more',
          until: at(-25),
        },
      ],
    ],
    [
      'of All says both what soaks and what is missing',
      soak30(['uat-eu', 'uat-us'], 'All'),
      merge(inStage('uat-eu', 5)),
      [
        {
          code: 'NotVerifiedUpstream',
          effect: 'refuse',
          message: 'not yet verified in uat-us',
        },
        {
          code: 'Soaking',
          effect: 'wait',
          message: 'soaks in uat-eu for 25 min more',
          until: at(-25),
        },
      ],
    ],
    [
      'refuses what left before it had soaked, since no time will mend that',
      soak30(['uat']),
      merge({
        verifiedIn: { uat: { verifiedAt: at(50), longestSoakSeconds: 600 } },
      }),
      [
        {
          code: 'Soaking',
          effect: 'refuse',
          message: 'has not soaked in uat for 30 min, and is not there now',
        },
      ],
    ],
    [
      'of OneOf goes on soaking in one when it has left the other',
      soak30(['uat-eu', 'uat-us']),
      merge(inStage('uat-us', 20), {
        verifiedIn: { 'uat-eu': { verifiedAt: at(50) } },
      }),
      [
        {
          code: 'Soaking',
          effect: 'wait',
          message: 'soaks in uat-us for 10 min more',
          until: at(-10),
        },
      ],
    ],
    [
      'lets in what somebody approved, soaked or not',
      soak30(['uat']),
      merge({ approvedFor: { prod: { approvedAt: at(1), by: DANA } } }),
      [],
    ],
    [
      'refuses what was rejected, approved or not',
      { direct: true },
      merge({
        approvedFor: { prod: { approvedAt: at(1), by: DANA } },
        rejected: { at: at(0), by: DANA, reason: 'leaks memory' },
      }),
      [
        {
          code: 'Rejected',
          effect: 'refuse',
          message: 'rejected by dana: leaks memory',
        },
      ],
    ],
  ])('%s', (_, sources, status, expected) => {
    expect(gatesOf(sources, status)).toEqual(expected);
  });

  it('refuses Freight of a Warehouse that is not requested, and unknown Freight', () => {
    const snapshot = aStageSnapshot({
      freight: [someFreight({ id: 'f1', warehouse: 'other' })],
    });
    expect(freightGates(snapshot, 'f1', NOW)).toMatchObject([
      {
        code: 'NotRequested',
        effect: 'refuse',
        message: 'prod takes no Freight of Warehouse other',
      },
    ]);
    expect(freightGates(snapshot, 'f2', NOW)).toMatchObject([
      { code: 'NotRequested', effect: 'refuse' },
    ]);
  });

  it('asks a rollback for neither verification nor soak, but for all else', () => {
    const status = merge({
      rejected: { at: at(0), by: DANA, reason: 'leaks memory' },
    });
    const snapshot = aStageSnapshot({
      stage: aStage({ requestedFreight: [aRequest(soak30(['uat']))] }),
      freight: [someFreight({ id: 'f1', status })],
      pipelineState: 'orphaned',
    });
    const codes = (rollback: boolean) =>
      freightGates(snapshot, 'f1', NOW, { rollback }).map(gate => gate.code);
    expect(codes(false)).toEqual([
      'Rejected',
      'NotVerifiedUpstream',
      'PipelineUnavailable',
    ]);
    expect(codes(true)).toEqual(['Rejected', 'PipelineUnavailable']);
  });
});

describe('freightGates, of the Stage', () => {
  const open = { direct: true };
  const codesOf = (patch: Parameters<typeof aStageSnapshot>[0]) =>
    gatesOf(open, merge(), patch).map(({ code, effect }) => [code, effect]);

  it('refuses promotion into a control-flow Stage', () => {
    expect(codesOf({ stage: aStage({ steps: [] }) })).toEqual([
      ['ControlFlowStage', 'refuse'],
    ]);
  });

  it.each(['invalid', 'unreadable', 'orphaned'] as const)(
    'waits while the pipeline is %s',
    pipelineState => {
      expect(codesOf({ pipelineState })).toEqual([
        ['PipelineUnavailable', 'wait'],
      ]);
    },
  );

  it('passes on what the platform says', () => {
    const gate: Gate = {
      code: 'NotAuthorized',
      effect: 'refuse',
      message: 'the platform has not granted https://git.example.com/other',
    };
    expect(gatesOf(open, merge(), { platformGates: [gate] })).toEqual([gate]);
  });
});

describe('freightGates, of the queue', () => {
  const freight = [
    someFreight({ id: 'f1', alias: 'quiet-heron' }),
    someFreight({ id: 'f2', alias: 'bold-otter' }),
  ];
  const promotions = [
    aPromotion({ id: 'prod.02', freight: 'f2' }),
    aPromotion({ id: 'prod.01', freight: 'f1' }),
  ];
  const messages = (snapshot: StageSnapshot, id: string, promotion?: string) =>
    freightGates(snapshot, id, NOW, { promotion }).map(gate => gate.message);

  it('puts a new Promotion behind all, and an earlier one behind none', () => {
    const snapshot = aStageSnapshot({ freight, promotions });
    expect(messages(snapshot, 'f1')).toEqual([
      'the promotion of quiet-heron comes first',
    ]);
    expect(messages(snapshot, 'f1', 'prod.01')).toEqual([]);
    expect(messages(snapshot, 'f2', 'prod.02')).toEqual([
      'the promotion of quiet-heron comes first',
    ]);
  });

  it('waits for the one that runs, which itself waits for none', () => {
    const running = aPromotion({
      id: 'prod.03',
      freight: 'f2',
      phase: 'Running',
    });
    const snapshot = aStageSnapshot({
      freight,
      promotions: [...promotions, running],
    });
    expect(messages(snapshot, 'f1', 'prod.01')).toEqual([
      'the promotion of bold-otter is running here',
    ]);
    expect(messages(snapshot, 'f2', 'prod.03')).toEqual([]);
  });

  it('does not stand behind one that waits for something of its own or is being aborted', () => {
    const soaking = merge(inStage('uat', 1));
    const snapshot = (abortRequested: boolean, status: FreightStatus) =>
      aStageSnapshot({
        stage: aStage({ requestedFreight: [aRequest(soak30(['uat']))] }),
        freight: [
          someFreight({ id: 'f1', status }),
          someFreight({ id: 'f2', status: merge(inStage('uat', 60)) }),
        ],
        promotions: [
          aPromotion({ id: 'prod.01', freight: 'f1', abortRequested }),
        ],
      });
    expect(messages(snapshot(false, soaking), 'f2')).toEqual([]);
    const soaked = merge(inStage('uat', 60));
    expect(messages(snapshot(true, soaked), 'f2')).toEqual([]);
    expect(messages(snapshot(false, soaked), 'f2')).toHaveLength(1);
  });
});
