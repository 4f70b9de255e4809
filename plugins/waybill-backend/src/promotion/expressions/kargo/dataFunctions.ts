import { InputError } from '@backstage/errors';
import { ConfiguredValues } from '../../../ports';
import { ExpressionFunction } from '../ExpressionEnvironment';
import { ExpressionValue } from '../ExpressionValue';
import { ExpressionLookup } from '../PendingLookup';
import { takeArguments } from '../values/takeArguments';

/** Answers what has been looked up; throws a `PendingLookup` for what has not. */
export type AnsweredLookups = (lookup: ExpressionLookup) => ExpressionValue;

/** What is read by name: the platform's configuration, and what promotions wrote down about Stages and Freight. */
export function dataFunctions(
  values: ConfiguredValues | undefined,
  answered: AnsweredLookups,
): ReadonlyMap<string, ExpressionFunction> {
  const named = (name: string, args: ExpressionValue[]): string => {
    const [wanted] = takeArguments(name, args, ['text']);
    if (!wanted) {
      throw new InputError(`the name given to ${name} must not be empty`);
    }
    return wanted;
  };
  const secret =
    (name: 'secret' | 'sharedSecret'): ExpressionFunction =>
    args => {
      const wanted = named(name, args);
      const found = values?.[name](wanted);
      if (!found) {
        throw new InputError(
          `there is no ${name}("${wanted}") for this pipeline; an entry of waybill.secrets in the platform's configuration would give it`,
        );
      }
      return { ...found };
    };
  // Kargo's ConfigMaps may be missing, and manifests say `configMap("x").y ?? "default"`.
  const configMap =
    (name: 'configMap' | 'sharedConfigMap'): ExpressionFunction =>
    args => ({ ...values?.[name](named(name, args)) });
  const lookup =
    (kind: ExpressionLookup['kind']): ExpressionFunction =>
    args =>
      answered({ kind, name: named(kind, args) });

  return new Map<string, ExpressionFunction>([
    ['secret', secret('secret')],
    ['sharedSecret', secret('sharedSecret')],
    ['configMap', configMap('configMap')],
    ['sharedConfigMap', configMap('sharedConfigMap')],
    ['stageMetadata', lookup('stageMetadata')],
    ['freightMetadata', lookup('freightMetadata')],
    ['freightStatus', lookup('freightStatus')],
  ]);
}
