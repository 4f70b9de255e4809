import { StageHistoryEntry } from '../model/StageState';
import { rolledBackFrom } from './rolledBackFrom';

/** `p4<f1 f1,x2`: the Promotion p4 rolled back to f1, and from then on f1 and x2 ran; `:` for one forward. */
function historyOf(...entries: string[]): StageHistoryEntry[] {
  return entries.map(text => {
    const [, promotion, how, freight, collection] =
      /^(\w+)([:<])(\w+) ([\w,]+)$/.exec(text)!;
    return {
      promotion,
      freight,
      rollback: how === '<',
      collection: Object.fromEntries(
        collection.split(',').map(it => [`Warehouse/${it[0]}`, it]),
      ),
      at: '2026-11-20T14:00:00.000Z',
      verified: true,
    };
  });
}

describe('rolledBackFrom', () => {
  it.each<[string, StageHistoryEntry[], string[]]>([
    [
      'is nothing where nothing was rolled back',
      historyOf('p2:f2 f2', 'p1:f1 f1'),
      [],
    ],
    [
      'is what ran before a rollback',
      historyOf('p3<f1 f1', 'p2:f2 f2', 'p1:f1 f1'),
      ['p2'],
    ],
    [
      'is nothing when what ran was rolled out again',
      historyOf('p3<f2 f2', 'p2:f2 f2', 'p1:f1 f1'),
      [],
    ],
    [
      'is what ran of the same origin, however long ago it came',
      historyOf(
        'p5<f1 f1,x2',
        'p4:x2 f2,x2',
        'p3:x1 f2,x1',
        'p2:f2 f2',
        'p1:f1 f1',
      ),
      ['p2'],
    ],
    [
      'is nothing where the origin had never run before',
      historyOf('p2<x1 f1,x1', 'p1:f1 f1'),
      [],
    ],
    [
      'is every one of several',
      historyOf('p5<f1 f1', 'p4<f2 f2', 'p3:f3 f3', 'p2:f2 f2', 'p1:f1 f1'),
      ['p4', 'p3'],
    ],
  ])('%s', (_, history, expected) => {
    expect([...rolledBackFrom(history)]).toEqual(expected);
  });
});
