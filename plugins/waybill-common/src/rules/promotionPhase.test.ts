import { StepStatus } from '../model/Promotion';
import { decisiveStep, promotionPhase } from './promotionPhase';

/** `Failed?` – a step with continueOnError. */
function steps(...statuses: string[]) {
  const states = statuses.map(it => ({
    status: it.replace('?', '') as StepStatus,
  }));
  return [
    states,
    statuses.map(it => ({ continueOnError: it.endsWith('?') })),
  ] as const;
}

describe('promotionPhase', () => {
  it.each([
    [[], 'Succeeded', undefined],
    [['Succeeded', 'Succeeded'], 'Succeeded', 0],
    [['Succeeded', 'Skipped'], 'Succeeded', 1],
    [['Succeeded', 'Skipped', 'Aborted'], 'Aborted', 2],
    [['Failed', 'Skipped', 'Errored'], 'Errored', 2],
    [['Failed', 'Failed'], 'Failed', 0],
    [['Aborted', 'Failed'], 'Failed', 1],
    [['Succeeded', 'Running'], 'Errored', 1],
    [['Running', 'Aborted'], 'Aborted', 1],
    [['Succeeded', 'Pending'], 'Errored', 1],
    [['Failed?', 'Succeeded'], 'Succeeded', 1],
    [['Failed?', 'Errored?'], 'Succeeded', undefined],
  ])('of %j is %s', (statuses, phase, decisive) => {
    expect(promotionPhase(...steps(...statuses))).toBe(phase);
    expect(decisiveStep(...steps(...statuses))).toBe(decisive);
  });
});
