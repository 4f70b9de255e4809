import { PromotionBrief } from '../model/StageSnapshot';
import { PromotionPhase } from '../model/Promotion';
import { aPromotion } from '../__testUtils__/aStageSnapshot';
import { setbackOf } from './setbackOf';

const AT = '2025-06-01T12:00:00Z';

/** `p2<f1`: the Promotion p2 rolled back to f1; `:` for one forward, `!` for one that failed, `?` for one that was aborted. */
function promotionOf(text: string): PromotionBrief {
  const [, id, how, freight] = /^(\w+)([:<!?>])(\w+)$/.exec(text)!;
  const phases: Record<string, PromotionPhase> = {
    '!': 'Failed',
    '?': 'Aborted',
    '>': 'Running',
  };
  const origin = `Warehouse/${freight[0]}`;
  return aPromotion({
    id,
    freight,
    origin,
    phase: phases[how] ?? 'Succeeded',
    rollback: how === '<',
    collection: { [origin]: freight },
    ...(how !== '>' && { finishedAt: AT }),
  });
}

/** In the order in which they came. */
function setback(freight: string, ...texts: string[]) {
  const promotions = texts.map(promotionOf);
  let collection = {};
  const history = promotions
    .filter(it => it.phase === 'Succeeded')
    .map(it => {
      collection = { ...collection, ...it.collection };
      const { id: promotion, rollback } = it;
      return {
        collection,
        promotion,
        freight: it.freight,
        rollback,
        at: AT,
        verified: true,
      };
    })
    .reverse();
  const found = setbackOf(freight, history, promotions);
  // What the history knows is known without the Promotions too, which are the newest ones only.
  if (
    found?.kind === 'RolledBack' &&
    history.some(it => it.freight === freight)
  ) {
    expect(setbackOf(freight, history, [])).toEqual(found);
  }
  return found && `${found.kind} ${found.promotion}`;
}

describe('setbackOf', () => {
  it.each<[string, string | undefined, string[]]>([
    ['nothing, of what never came', undefined, ['p1:f1']],
    ['the rollback from it', 'RolledBack p3', ['p1:f1', 'p2:f2', 'p3<f1']],
    [
      'the rollback from it, however much came since',
      'RolledBack p3',
      ['p1:f1', 'p2:f2', 'p3<f1', 'p4:f3', 'p5<f1'],
    ],
    [
      'nothing, of what came back',
      undefined,
      ['p1:f1', 'p2:f2', 'p3<f1', 'p4:f2', 'p5:f1'],
    ],
    ['the failure to bring it', 'Failed p2', ['p1:f1', 'p2!f2']],
    [
      'the failure to bring it again, after a rollback',
      'Failed p4',
      ['p1:f1', 'p2:f2', 'p3<f1', 'p4!f2'],
    ],
    [
      'the rollback that followed a failure',
      'RolledBack p3',
      ['p1:f1', 'p2!f2', 'p3<f1'],
    ],
    ['nothing, while it is tried again', undefined, ['p1!f2', 'p2>f2']],
    ['nothing, when a person has aborted it', undefined, ['p1!f2', 'p2?f2']],
    [
      'the rollback from it of its own origin',
      'RolledBack p5',
      ['p1:f1', 'p2:x1', 'p3:f2', 'p4:x2', 'p5<f1'],
    ],
    [
      'nothing, when another origin went back',
      undefined,
      ['p1:x1', 'p2:f2', 'p3:x2', 'p4<x1', 'p5:f1'],
    ],
  ])('tells %s', (_, expected, promotions) => {
    expect(setback('f2', ...promotions)).toBe(expected);
  });

  it('leaves one out that never started', () => {
    const refused = { ...promotionOf('p1!f2'), collection: undefined };
    expect(setbackOf('f2', [], [refused])).toBeUndefined();
  });
});
