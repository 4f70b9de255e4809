import { VerificationPhase } from '../../model/StageState';
import { isVerificationOver } from './isVerificationOver';
import { isVerificationUnsuccessful } from './isVerificationUnsuccessful';

describe('isVerificationUnsuccessful', () => {
  it.each<[VerificationPhase, 'under way' | 'verified' | 'not verified']>([
    ['Pending', 'under way'],
    ['Running', 'under way'],
    ['Successful', 'verified'],
    ['Failed', 'not verified'],
    ['Error', 'not verified'],
    ['Aborted', 'not verified'],
    ['Inconclusive', 'not verified'],
  ])('takes %s for %s', (phase, meaning) => {
    expect(isVerificationOver({ phase })).toBe(meaning !== 'under way');
    expect(isVerificationUnsuccessful({ phase })).toBe(
      meaning === 'not verified',
    );
  });
});
