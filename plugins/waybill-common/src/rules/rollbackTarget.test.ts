import { FreightWithStatus } from '../model/Freight';
import { StageHistoryEntry } from '../model/StageState';
import { someFreight } from '../__testUtils__/aStageSnapshot';
import { rollbackTarget } from './rollbackTarget';

const MAIN = 'Warehouse/main';
const AT = '2025-06-01T11:00:00Z';

/** `p3:f3` – what a Promotion brought; `p4<f1` – a rollback. */
function entry(text: string): StageHistoryEntry {
  const [, promotion, how, freight] = /^(\w+)([:<])(\w+)$/.exec(text)!;
  return {
    promotion,
    freight,
    collection: { [MAIN]: freight },
    rollback: how === '<',
    at: AT,
    verified: true,
  };
}

function rejected(id: string): FreightWithStatus {
  const freight = someFreight({ id });
  freight.status.rejected = {
    at: AT,
    by: { type: 'user', ref: 'user:default/dana' },
    reason: 'leaks',
  };
  return freight;
}

function target(
  history: StageHistoryEntry[],
  patch: Partial<Parameters<typeof rollbackTarget>[0]> = {},
) {
  const [newest] = history;
  return rollbackTarget({
    stage: 'prod',
    history,
    lastPromotion: newest && {
      id: newest.promotion,
      phase: 'Succeeded',
      freight: newest.freight,
      collection: newest.collection,
      finishedAt: AT,
    },
    current: newest
      ? Object.entries(newest.collection).map(([origin, freight]) => ({
          origin,
          freight,
          since: AT,
          promotion: newest.promotion,
        }))
      : [],
    freight: ['f1', 'f2', 'f3', 'x1', 'x2'].map(id => someFreight({ id })),
    rolledBackFrom: new Set(),
    ...patch,
  });
}

const THREE = ['p3:f3', 'p2:f2', 'p1:f1'].map(entry);

describe('rollbackTarget', () => {
  it.each<[string, StageHistoryEntry[], Parameters<typeof target>[1], unknown]>(
    [
      ['is what ran before', THREE, {}, 'f2'],
      ['is nothing where nothing ran', [], {}, undefined],
      ['is nothing where one ran', [entry('p1:f1')], {}, undefined],
      [
        'is not what runs, promoted again',
        ['p4:f3', 'p3:f3', 'p2:f2'].map(entry),
        {},
        'f2',
      ],
      [
        'passes over what was never verified here',
        [THREE[0], { ...THREE[1], verified: false }, THREE[2]],
        {},
        'f1',
      ],
      [
        'passes over what was rejected',
        THREE,
        { freight: [someFreight({ id: 'f1' }), rejected('f2')] },
        'f1',
      ],
      [
        'passes over what was rolled back from',
        ['p4<f1', 'p3:f3', 'p2:f2', 'p1:f1', 'p0:x1'].map(entry),
        { rolledBackFrom: new Set(['p3']) },
        'f2',
      ],
      [
        'passes over what was rolled back from, though it ran before that too',
        ['p4<f1', 'p3:f2', 'p2:f3', 'p1:f2'].map(entry),
        { rolledBackFrom: new Set(['p3']) },
        'f3',
      ],
    ],
  )('%s', (_, history, patch, expected) => {
    expect(target(history, patch)).toBe(expected);
  });

  it.each(['Failed', 'Errored', 'Aborted'] as const)(
    'is what runs, again, after a Promotion that %s',
    phase => {
      const lastPromotion = {
        id: 'p4',
        phase,
        freight: 'x1',
        collection: { [MAIN]: 'x1' },
        finishedAt: AT,
      };
      expect(target(THREE, { lastPromotion })).toBe('f3');
    },
  );

  it('goes by the origin that is asked for, or that of the last Promotion', () => {
    const both = (
      promotion: string,
      freight: string,
      f: string,
      x: string,
    ) => ({
      ...entry(`${promotion}:${freight}`),
      collection: { [MAIN]: f, 'Warehouse/other': x },
    });
    const history = [
      both('p4', 'x2', 'f2', 'x2'),
      both('p3', 'f2', 'f2', 'x1'),
      both('p2', 'x1', 'f1', 'x1'),
      entry('p1:f1'),
    ];
    expect(target(history)).toBe('x1');
    expect(target(history, { origin: MAIN })).toBe('f1');
    expect(target(history, { origin: 'Warehouse/third' })).toBeUndefined();
  });
});
