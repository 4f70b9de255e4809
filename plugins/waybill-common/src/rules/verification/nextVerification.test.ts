import fc from 'fast-check';
import { HealthStatus } from '../../model/Health';
import { Verification } from '../../model/Verification';
import { VerificationPhase } from '../../model/StageState';
import { isVerificationOver } from './isVerificationOver';
import { nextVerification, VerificationSituation } from './nextVerification';
import { verifiedCondition } from './verifiedCondition';

const phase = fc.constantFrom<VerificationPhase>(
  'Pending',
  'Running',
  'Successful',
  'Failed',
  'Error',
  'Aborted',
  'Inconclusive',
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const situation: fc.Arbitrary<VerificationSituation> = fc.record({
  hasFreight: fc.boolean(),
  isPromoting: fc.boolean(),
  health: maybe(
    fc.constantFrom<HealthStatus>(
      'Healthy',
      'Progressing',
      'Unhealthy',
      'Unknown',
      'NotApplicable',
    ),
  ),
  isConfigured: fc.boolean(),
  history: fc.array(phase, { maxLength: 4 }).map(phases =>
    phases.map(
      (each, index): Verification => ({
        id: `v${phases.length - index}`,
        phase: each,
      }),
    ),
  ),
  run: fc.option(fc.record({ phase }), { nil: null }),
  existingRun: maybe(fc.record({ phase })),
  unavailable: maybe(fc.constant('there is nobody to ask')),
  reverify: maybe(fc.constantFrom('v1', 'v2', 'v3', 'v4')),
  abort: maybe(fc.constantFrom('v1', 'v2', 'v3', 'v4')),
  newId: fc.constant('new'),
  now: fc.constant(new Date('2025-06-01T12:00:00Z')),
});

describe('nextVerification', () => {
  const counterexample = (
    holds: (
      given: VerificationSituation,
      next: ReturnType<typeof nextVerification>,
    ) => boolean,
  ) =>
    fc.check(
      fc.property(situation, given => holds(given, nextVerification(given))),
      { numRuns: 2000 },
    ).counterexample;

  it('never changes a verification that is over, nor any but the newest', () => {
    expect(
      counterexample(({ history }, next) =>
        history.every((before, index) => {
          const after =
            next.history[next.history.length - history.length + index];
          return index > 0 || isVerificationOver(before)
            ? JSON.stringify(after) === JSON.stringify(before)
            : after.id === before.id;
        }),
      ),
    ).toBeNull();
  });

  it('begins at most one, and only on a Healthy Stage that nothing is promoted to', () => {
    expect(
      counterexample(({ history, health, isPromoting, hasFreight }, next) => {
        const begun = next.history.length - history.length;
        return (
          begun === 0 ||
          (begun === 1 && health === 'Healthy' && !isPromoting && hasFreight)
        );
      }),
    ).toBeNull();
  });

  it('takes no success back', () => {
    expect(
      counterexample(
        ({ history }, next) =>
          verifiedCondition(history).status !== 'True' ||
          verifiedCondition(next.history).status === 'True',
      ),
    ).toBeNull();
  });

  it('does nothing twice: a request that was met is met by the same answer', () => {
    expect(
      counterexample((given, next) => {
        const again = nextVerification({ ...given, history: next.history });
        const hasBegun = next.history.length > given.history.length;
        return !hasBegun || again.history.length === next.history.length;
      }),
    ).toBeNull();
  });
});
