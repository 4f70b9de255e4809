import {
  Freight,
  JsonObject,
  NamedExpression,
} from '@waybill/backstage-plugin-waybill-common';
import { ConfiguredValues } from '../../ports';
import { evaluateTemplate } from './evaluateTemplate';
import { createBudget } from './ExpressionBudget';
import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionValue, fromJson, LazyMap } from './ExpressionValue';
import { AnsweredLookups, dataFunctions } from './kargo/dataFunctions';
import { freightFunctions } from './kargo/freightFunctions';
import { stepMetas } from './kargo/stepMetas';
import { textFunctions } from './kargo/textFunctions';
import { versionFunctions } from './kargo/versionFunctions';
import { outputValue } from './outputValue';
import { PendingLookup } from './PendingLookup';
import { EarlierStep, statusFunctions, taskPrefix } from './statusFunctions';
import { Unknowns } from './Unknowns';
import { UnknownValue } from './values/UnknownValue';

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
  /** What `now()` answers: when the step started. Default: nothing, and it refuses. */
  now?: Date;
  /** What `secret()` and `configMap()` give. Default: nothing. */
  values?: ConfiguredValues;
  /** Metadata of Stages and Freight. Default: every question is a `PendingLookup`. */
  answered?: AnsweredLookups;
  /** In a plan. Default: all is known. */
  unknowns?: Unknowns;
}

/**
 * Variables are worked out when first used; each sees those before it, and a later one of the same name wins. The Promotion's
 * do not see outputs, since they stand for the whole Promotion.
 */
export function createStepEnvironment(scope: StepScope): ExpressionEnvironment {
  const { now, unknowns = new Unknowns() } = scope;
  const functions = new Map([
    ...textFunctions,
    ...versionFunctions,
    ...freightFunctions(scope.freight),
    ...statusFunctions(scope.alias, scope.earlier),
    ...dataFunctions(scope.values, scope.answered ?? notLookedUp),
  ]);
  const common = new Map([['ctx', fromJson(scope.ctx)]]);
  const ofStep = new Map([
    ...common,
    ['stepMetas', stepMetas(scope.earlier)] as const,
    ...outputVariables(scope.outputs, scope.alias, unknowns),
  ]);
  const withVariables = (
    variables: ReadonlyMap<string, ExpressionValue>,
    vars: ReadonlyMap<string, () => ExpressionValue>,
  ): ExpressionEnvironment => ({
    variables: new Map(variables).set('vars', new LazyMap(vars)),
    functions,
    now,
    hasUnknowns: !unknowns.isEmpty,
  });

  // One for all variables.
  const budget = createBudget();
  let values = new Map<string, () => ExpressionValue>();
  const define = (
    { name, value }: NamedExpression,
    variables: ReadonlyMap<string, ExpressionValue>,
  ) => {
    const environment = withVariables(variables, values);
    let known: ExpressionValue | undefined;
    values = new Map(values).set(name, () => {
      // The result of a template is JSON, and JSON is a value. Worked out once, however many ask.
      known ??= outputValue(
        evaluateTemplate(value, environment, budget),
        unknowns,
      );
      return known;
    });
  };
  scope.promotionVars.forEach(item => define(item, common));
  scope.stepVars.forEach(item => define(item, ofStep));
  return withVariables(ofStep, values);
}

function notLookedUp(
  lookup: ConstructorParameters<typeof PendingLookup>[0],
): never {
  throw new PendingLookup(lookup);
}

function outputVariables(
  outputs: Readonly<Record<string, JsonObject>>,
  alias: string,
  unknowns: Unknowns,
): Map<string, ExpressionValue> {
  const values = Object.entries(outputs).map(([name, output]) => {
    const unknown = unknowns.wholeOutput(name);
    const value =
      unknown === undefined
        ? outputValue(output, unknowns)
        : new UnknownValue(unknown);
    return [name, value] as const;
  });
  const variables = new Map<string, ExpressionValue>([
    ['outputs', Object.fromEntries(values)],
  ]);
  const prefix = taskPrefix(alias);
  if (prefix) {
    const own = values
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const);
    variables.set('task', { outputs: Object.fromEntries(own) });
  }
  return variables;
}
