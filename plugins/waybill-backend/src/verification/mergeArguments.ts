import { InputError } from '@backstage/errors';
import { AnalysisArgument } from './analysisTemplateSchema';

/**
 * A template's arguments with the values that a Stage gives to them, by the rules of Argo Rollouts (`utils/analysis`, MergeArgs): what the
 * templates do not know is left out, and what has no value in the end is an error.
 */
export function mergeArguments(
  given: readonly { name: string; value?: string }[],
  template: readonly AnalysisArgument[],
): AnalysisArgument[] {
  const merged = template.map(argument => {
    // Kargo takes an empty value for none.
    const value = given
      .filter(it => it.name === argument.name)
      .reduce<string | undefined>((last, it) => it.value || last, undefined);
    return value === undefined ? argument : { ...argument, value };
  });
  const unresolved = merged.find(
    ({ value, valueFrom }) => value === undefined && valueFrom === undefined,
  );
  if (unresolved) {
    throw new InputError(
      `args.${unresolved.name} was not resolved: neither its analysis templates nor spec.verification.args of the Stage have a value for it`,
    );
  }
  return merged;
}
