import { InputError } from '@backstage/errors';
import {
  Freight,
  StageDefinition,
  VerificationDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { ConfiguredValues } from '../ports';
import { createStepEnvironment } from '../promotion/expressions/createStepEnvironment';
import { evaluateTemplate } from '../promotion/expressions/evaluateTemplate';

/**
 * What a Stage gives to its analysis templates, expressions evaluated over its variables, `ctx` and the Freight that it runs. As in Kargo, a
 * result that is no text is an error; `quote()` makes one of it.
 */
export function evaluateArguments(options: {
  project: string;
  stage: StageDefinition;
  verification: VerificationDefinition;
  freight: Freight[];
  values: ConfiguredValues | undefined;
}): { name: string; value?: string }[] {
  const { project, stage, verification, freight, values } = options;
  const environment = createStepEnvironment({
    ctx: { project, stage: stage.name },
    freight,
    promotionVars: verification.vars,
    stepVars: [],
    outputs: {},
    alias: '',
    earlier: [],
    values: withoutSecrets(values),
    answered: ({ kind }) => {
      throw new InputError(`${kind}() is not there for verifications`);
    },
  });
  return verification.args.map(({ name, value }) => {
    if (!value) {
      return { name };
    }
    const where = `spec.verification.args of ${stage.name}, "${name}"`;
    let result: unknown;
    try {
      result = evaluateTemplate(value, environment);
    } catch (error) {
      throw new InputError(`${where}: ${(error as Error).message}`);
    }
    if (typeof result !== 'string') {
      throw new InputError(
        `${where}: expected a text, found ${JSON.stringify(
          result,
        )}; quote() makes one of it`,
      );
    }
    return { name, value: result };
  });
}

/** Everybody who may look at an AnalysisRun sees its arguments, and Waybill shows what it says. */
function withoutSecrets(
  values: ConfiguredValues | undefined,
): ConfiguredValues | undefined {
  const refuse = (): never => {
    throw new InputError(
      'secrets are not for arguments of AnalysisRuns, which anybody may read; let the template take it by valueFrom.secretKeyRef',
    );
  };
  return {
    configMap: name => values?.configMap(name),
    sharedConfigMap: name => values?.sharedConfigMap(name),
    secret: refuse,
    sharedSecret: refuse,
    secretValues: () => [],
  };
}
