import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { validateConfig } from '../runner/validateConfig';
import { builtInSteps } from '../steps';
import { conformanceCases } from './conformanceCases';

interface Case {
  name: string;
  step: string;
  config: JsonValue;
  expect: { accepted: boolean };
}

/** Kargo takes these; here they are refused with "not built yet", never ignored. */
const NOT_YET = ['argocd-update: selector by label'];

/** Steps that Kargo's open source has not, and no case is about. */
const WAYBILLS_OWN = [
  'jsonnet',
  'scaffolder',
  'send-message',
  'wait-for-approval',
];

const file = conformanceCases<Case>('step-config.json');

(file ? describe : describe.skip)('conformance: configs of steps', () => {
  const steps = new Map(builtInSteps.map(step => [step.id, step]));
  const cases = (file?.cases ?? []).filter(item => steps.has(item.step));

  it.each(cases.map(item => [item.name, item] as const))('%s', (name, item) => {
    const result = validateConfig(steps.get(item.step)!, item.config);
    const refusal = NOT_YET.includes(name) ? '.*is not built yet' : '';
    const refused = {
      problem: expect.stringMatching(
        `^invalid ${item.step} config: ${refusal}`,
      ),
    };
    const accepted = item.expect.accepted && !refusal;
    expect(result).toEqual(accepted ? { config: item.config } : refused);
  });

  it('looks at every built-in step', () => {
    const known = new Set(cases.map(item => item.step));
    const unseen = [...steps.keys()].filter(id => !known.has(id));
    expect(unseen.sort()).toEqual([...WAYBILLS_OWN].sort());
  });
});

if (!file) {
  it('conformance cases are not there', () => expect(file).toBeUndefined());
}
