// What differs is checked by functions beside the cases.
/* eslint-disable jest/no-standalone-expect */
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
import { describeConformance } from '../../testing/describeConformance';

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

describeConformance<Case>('expressions.json', {
  check(item) {
    expect(outcome(item)).toEqual(
      item.expect.error ? { error: true } : { value: item.expect.value },
    );
  },
  differs: {
    'imageFrom field names are capitalised': {
      because: 'fields of artifacts may be written as in the JSON as well',
      check: item =>
        expect(outcome(item)).toEqual({
          value: item.freight![0].images![0].tag,
        }),
    },
    'requested warehouse missing': {
      because:
        'artifacts are looked up in the Freight that is promoted, not in Warehouses',
      check: item => expect(outcome(item)).toEqual({ value: null }),
    },
    'template must be an object': {
      because: 'the config of a step is an object by its type',
      check: item => expect(outcome(item)).toEqual({ value: item.template }),
    },
  },
});
