import { FreightStatus } from '../model/Freight';
import { Gate } from '../model/Gate';
import { StageSnapshot } from '../model/StageSnapshot';
import {
  aPromotion,
  aRequest,
  aStage,
  aStageSnapshot,
  someFreight,
} from '../__testUtils__/aStageSnapshot';
import { NOW, gatesOf, inStage, merge, soak30 } from '../__testUtils__/gates';
import { freightGates } from './freightGates';

describe('freightGates, of the Stage', () => {
  const open = { direct: true };
  const codesOf = (patch: Parameters<typeof aStageSnapshot>[0]) =>
    gatesOf(open, merge(), patch).map(({ code, effect }) => [code, effect]);

  it('refuses promotion into a control-flow Stage', () => {
    expect(codesOf({ stage: aStage({ steps: [] }) })).toEqual([
      ['ControlFlowStage', 'refuse'],
    ]);
  });

  it('waits while the pipeline is orphaned', () => {
    expect(codesOf({ pipelineState: 'orphaned' })).toEqual([
      ['PipelineUnavailable', 'wait'],
    ]);
  });

  it.each(['invalid', 'unreadable'] as const)(
    'lets the last good definition run while the file is %s',
    pipelineState => {
      expect(codesOf({ pipelineState })).toEqual([]);
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
