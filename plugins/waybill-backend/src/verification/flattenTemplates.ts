import { InputError } from '@backstage/errors';
import { AnalysisArgument, AnalysisTemplate } from './analysisTemplateSchema';

/** Several templates as one. */
export type FlatTemplate = Omit<AnalysisTemplate, 'templates'>;

/**
 * Makes one template of several, by the rules of Argo Rollouts (`utils/analysis`, FlattenTemplates): a metric, a dry run or a retention of
 * one name twice is an error, and so is an argument with two different values.
 */
export function flattenTemplates(
  templates: readonly AnalysisTemplate[],
): FlatTemplate {
  const metrics = templates.flatMap(it => it.metrics);
  const dryRun = templates.flatMap(it => it.dryRun);
  const measurementRetention = templates.flatMap(it => it.measurementRetention);
  assertNoneTwice(
    'two metrics have the same name',
    metrics.map(it => it.name),
  );
  assertNoneTwice(
    'two dryRun rules have the same metricName',
    dryRun.map(it => it.metricName),
  );
  assertNoneTwice(
    'two measurementRetention rules have the same metricName',
    measurementRetention.map(it => it.metricName),
  );
  if (metrics.length === 0) {
    throw new InputError('Its analysis templates have no metrics');
  }
  return {
    metrics,
    dryRun,
    measurementRetention,
    args: flattenArguments(templates.flatMap(it => it.args)),
  };
}

function flattenArguments(all: AnalysisArgument[]): AnalysisArgument[] {
  const args = new Map<string, AnalysisArgument>();
  for (const argument of all) {
    const before = args.get(argument.name);
    if (
      before?.value !== undefined &&
      argument.value !== undefined &&
      before.value !== argument.value
    ) {
      throw new InputError(
        `Argument "${argument.name}" specified multiple times with different values: "${before.value}", "${argument.value}"`,
      );
    }
    if (before?.value === undefined) {
      args.set(argument.name, argument);
    }
  }
  return [...args.values()];
}

function assertNoneTwice(problem: string, names: string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(`In its analysis templates ${problem}: "${twice}"`);
  }
}
