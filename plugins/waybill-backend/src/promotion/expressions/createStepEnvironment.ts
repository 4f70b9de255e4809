import {
  Freight,
  JsonObject,
  NamedExpression,
} from '@waybill/backstage-plugin-waybill-common';
import { createBudget } from './evaluateExpression';
import { evaluateTemplate } from './evaluateTemplate';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionValue, fromJson, LazyMap } from './ExpressionValue';
import { freightFunctions } from './freightFunctions';
import { EarlierStep, statusFunctions, taskPrefix } from './statusFunctions';
import { textFunctions } from './textFunctions';

/** What the expressions of one step can see. */
export interface StepScope {
  /** `ctx` */
  ctx: JsonObject;
  freight: Freight[];
  /** The Promotion's variables, then the step's own. */
  promotionVars: NamedExpression[];
  stepVars: NamedExpression[];
  /** Of earlier steps, by alias. */
  outputs: Readonly<Record<string, JsonObject>>;
  alias: string;
  earlier: EarlierStep[];
}

/**
 * Variables are worked out when first used; each sees those before it, and a later one of the same name wins. The Promotion's
 * do not see outputs, since they stand for the whole Promotion.
 */
export function createStepEnvironment(scope: StepScope): ExpressionEnvironment {
  const functions = new Map([
    ...textFunctions,
    ...freightFunctions(scope.freight),
    ...statusFunctions(scope.alias, scope.earlier),
  ]);
  const common = new Map([['ctx', fromJson(scope.ctx)]]);
  const ofStep = new Map([
    ...common,
    ...outputVariables(scope.outputs, scope.alias),
  ]);

  // One for all variables: each may be worked out once for every later one that asks.
  const budget = createBudget();
  let values = new Map<string, () => ExpressionValue>();
  const define = (
    { name, value }: NamedExpression,
    variables: Map<string, ExpressionValue>,
  ) => {
    const visible = new LazyMap(values);
    values = new Map(values).set(
      name,
      () =>
        // The result of a template is JSON, and JSON is a value.
        evaluateTemplate(
          value,
          {
            variables: new Map<string, ExpressionValue>(variables).set(
              'vars',
              visible,
            ),
            functions,
          },
          budget,
        ) as ExpressionValue,
    );
  };
  scope.promotionVars.forEach(item => define(item, common));
  scope.stepVars.forEach(item => define(item, ofStep));
  return {
    variables: new Map<string, ExpressionValue>(ofStep).set(
      'vars',
      new LazyMap(values),
    ),
    functions,
  };
}

function outputVariables(
  outputs: Readonly<Record<string, JsonObject>>,
  alias: string,
): Map<string, ExpressionValue> {
  const variables = new Map<string, ExpressionValue>([
    ['outputs', fromJson(outputs)],
  ]);
  const prefix = taskPrefix(alias);
  if (prefix) {
    const own = Object.entries(outputs)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, output]) => [name.slice(prefix.length), output] as const);
    variables.set('task', fromJson({ outputs: Object.fromEntries(own) }));
  }
  return variables;
}
