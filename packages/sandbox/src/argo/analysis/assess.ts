import { AnalysisPhase, Metric, MetricResult } from './AnalysisRun';

/** From good to bad, as Rollouts orders them. */
const ORDER: AnalysisPhase[] = [
  'Successful',
  'Running',
  'Pending',
  'Inconclusive',
  'Error',
  'Failed',
];
const CONSECUTIVE_ERROR_LIMIT = 4;

/** What a metric's measurements amount to. */
export function assessMetric(
  metric: Metric,
  result: MetricResult,
): MetricResult {
  const over = (
    phase: 'Failed' | 'Inconclusive' | 'Error',
    what: string,
    found: number,
    limitName: string,
    limit: number,
  ): MetricResult | undefined =>
    found > limit
      ? {
          ...result,
          phase,
          message: `${what} (${found}) > ${limitName} (${limit})`,
        }
      : undefined;
  const bad =
    over(
      'Failed',
      'failed',
      result.failed,
      'failureLimit',
      Number(metric.failureLimit ?? 0),
    ) ??
    over(
      'Inconclusive',
      'inconclusive',
      result.inconclusive,
      'inconclusiveLimit',
      Number(metric.inconclusiveLimit ?? 0),
    ) ??
    over(
      'Error',
      'consecutiveErrors',
      result.error,
      'consecutiveErrorLimit',
      CONSECUTIVE_ERROR_LIMIT,
    );
  const wanted = Number(metric.count ?? (metric.interval ? Infinity : 1));
  const phase = result.count >= wanted ? 'Successful' : 'Running';
  return bad ?? { ...result, phase };
}

/** What all metrics amount to; dry runs do not count. One that is bad ends the run, whatever the others do. */
export function assessRun(
  results: MetricResult[],
  isTerminated: boolean,
): { phase: AnalysisPhase; message?: string } {
  const counting = results.filter(it => !it.dryRun);
  const worst = [...counting].sort(
    (a, b) => ORDER.indexOf(b.phase) - ORDER.indexOf(a.phase),
  )[0];
  if (worst && ORDER.indexOf(worst.phase) > ORDER.indexOf('Pending')) {
    return {
      phase: worst.phase,
      message: `Metric "${worst.name}" assessed ${worst.phase} due to ${worst.message}`,
    };
  }
  if (isTerminated) {
    return { phase: 'Successful', message: 'Run Terminated' };
  }
  // Dry runs are waited for all the same.
  return {
    phase: results.every(it => it.phase !== 'Running')
      ? 'Successful'
      : 'Running',
  };
}
