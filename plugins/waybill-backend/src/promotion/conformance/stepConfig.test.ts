import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import {
  ConformanceCase,
  describeConformance,
} from '../../testing/describeConformance';
import { validateConfig } from '../runner/validateConfig';
import { builtInSteps } from '../steps';

interface Case extends ConformanceCase {
  step: string;
  config: JsonValue;
  expect: { accepted: boolean };
}

/** Steps that Kargo's open source does not have, so that no case is about them. */
const WAYBILLS_OWN = [
  'jsonnet',
  'scaffolder',
  'send-message',
  'wait-for-approval',
];

const steps = new Map(builtInSteps.map(step => [step.id, step]));
const seen = new Set<string>();

describeConformance<Case>('step-config.json', {
  notYet: ({ step }) =>
    steps.has(step) ? undefined : `there is no step ${step}`,
  check({ step, config, expect: expected }) {
    seen.add(step);
    const result = validateConfig(steps.get(step)!, config);
    // eslint-disable-next-line jest/no-standalone-expect
    expect('problem' in result ? result.problem : '').toMatch(
      expected.accepted ? /^$/ : new RegExp(`^invalid ${step} config: `),
    );
  },
});

describe('the built-in steps', () => {
  it('are all looked at by the cases, but for those of our own', () => {
    const unseen = [...steps.keys()].filter(id => !seen.has(id));
    // None are where the cases are not.
    expect(seen.size ? unseen.sort() : WAYBILLS_OWN).toEqual(WAYBILLS_OWN);
  });
});
