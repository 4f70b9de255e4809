import { FreightStatus } from '../model/Freight';
import { Gate } from '../model/Gate';
import { RequestedFreight } from '../model/PipelineDefinition';
import {
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import {
  DANA,
  NOW,
  at,
  gatesOf,
  inStage,
  merge,
  soak30,
} from '../__testUtils__/gates';
import { freightGates } from './freightGates';

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
