import { InputError } from '@backstage/errors';
import {
  Freight,
  JsonObject,
  JsonValue,
  NamedExpression,
  StepStatus,
} from '@waybill/backstage-plugin-waybill-common';
import { createStepEnvironment } from '../expressions/createStepEnvironment';
import { evaluateTemplate } from '../expressions/evaluateTemplate';
import { ExpressionValue, fromJson } from '../expressions/ExpressionValue';
import { conformanceCases } from './conformanceCases';

interface Case {
  name: string;
  template: JsonValue;
  env?: JsonObject & { ctx?: JsonObject; outputs?: Record<string, JsonObject> };
  promotionVars?: NamedExpression[];
  stepVars?: NamedExpression[];
  alias?: string;
  stepMetas?: {
    alias: string;
    status: StepStatus;
    continueOnError?: boolean;
  }[];
  freight?: (Partial<Freight> & { origin: { name: string } })[];
  expect: { value?: JsonValue; error?: boolean };
}

/** Answers of ours that are meant to differ from Kargo's. */
const DIFFERS: Record<string, string> = {
  'imageFrom field names are capitalised':
    'fields of artifacts may be written as in the JSON as well',
  'requested warehouse missing':
    'artifacts are looked up in the Freight that is promoted, not in Warehouses',
  'template must be an object': 'the config of a step is an object by its type',
};
function evaluate(item: Case): JsonValue {
  const { ctx = {}, outputs = {}, ...rest } = item.env ?? {};
  const environment = createStepEnvironment({
    ctx,
    freight: (item.freight ?? []).map((freight, index) => ({
      id: `freight-${index}`,
      alias: '',
      createdAt: '',
      images: [],
      commits: [],
      charts: [],
      ...freight,
      warehouse: freight.origin.name,
    })),
    promotionVars: item.promotionVars ?? [],
    stepVars: item.stepVars ?? [],
    outputs,
    alias: item.alias ?? '',
    now: new Date('2026-03-01T10:00:00Z'),
    earlier: (item.stepMetas ?? []).map(meta => ({
      ...meta,
      continueOnError: meta.continueOnError ?? false,
    })),
  });
  const given = fromJson(rest) as Record<string, ExpressionValue>;
  return evaluateTemplate(item.template, {
    ...environment,
    variables: new Map([...environment.variables, ...Object.entries(given)]),
  });
}

function outcome(item: Case) {
  try {
    return { value: evaluate(item) };
  } catch (error) {
    return { error: error instanceof InputError };
  }
}

const file = conformanceCases<Case>('expressions.json');

(file ? describe : describe.skip)('conformance: expressions', () => {
  const cases = file?.cases ?? [];
  const built = cases.filter(item => !DIFFERS[item.name]);

  it.each(built.map(item => [item.name, item] as const))('%s', (_, item) => {
    expect(outcome(item)).toEqual(
      item.expect.error ? { error: true } : { value: item.expect.value },
    );
  });

  it('covers the rules and the core', () => {
    expect(built.length).toBeGreaterThan(330);
  });
});

if (!file) {
  it('conformance cases are not there', () => {
    expect(file).toBeUndefined();
  });
}
