import { ObjectWriter } from '../api/ObjectWriter';
import { ControllerContext } from '../controller/ControllerContext';
import { ObjectStore } from '../ObjectStore';
import { analysisRunType } from '../ResourceType';
import { AnalysisRun, MetricResult } from './AnalysisRun';
import { assessMetric, assessRun } from './assess';

const { plural } = analysisRunType;
const OUTCOMES = [
  ['analysis-fails', 'failed'],
  ['analysis-inconclusive', 'inconclusive'],
  ['analysis-errors', 'error'],
] as const;

/**
 * Argo Rollouts' controller, as far as AnalysisRuns go: takes measurements of each metric until its count, or without end, and says what
 * they amount to. Nothing is really measured: measurements are good unless a fault of the metric's name says otherwise.
 */
export class AnalysisController {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #unsubscribe?: () => void;

  constructor(
    private readonly store: ObjectStore,
    private readonly writer: ObjectWriter,
    private readonly context: ControllerContext,
  ) {}

  start(): void {
    this.#unsubscribe = this.store.subscribe(({ resource, object, type }) => {
      if (resource === plural && type !== 'DELETED') {
        setImmediate(() => this.#look(object as AnalysisRun));
      }
    });
    for (const run of this.store.list(plural)) {
      this.#look(run as AnalysisRun);
    }
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
  }

  #look({ metadata }: AnalysisRun): void {
    const { namespace = '', name } = metadata;
    const key = `${namespace}/${name}`;
    const found = this.#unsubscribe && this.#get(namespace, name);
    if (
      !found ||
      found.status?.completedAt ||
      this.context.faults.isOn('analysis-ignored', name)
    ) {
      return;
    }
    if (found.spec.terminate || !found.status?.phase) {
      this.#turn(namespace, name);
      return;
    }
    if (!this.#timers.has(key)) {
      const timer = setTimeout(() => {
        this.#timers.delete(key);
        this.#turn(namespace, name);
      }, this.context.delays.measure);
      this.#timers.set(key, timer);
    }
  }

  #get(namespace: string, name: string): AnalysisRun | undefined {
    return this.store.get(plural, namespace, name) as AnalysisRun | undefined;
  }

  /** The first one begins it, each other one takes a measurement of each metric. */
  #turn(namespace: string, name: string): void {
    const run = this.#get(namespace, name);
    if (!run || run.status?.completedAt) {
      return;
    }
    const { spec, status } = run;
    const problem = problemOf(run);
    const results = (status?.metricResults ?? begun(run)).map((result, index) =>
      status?.phase && result.phase === 'Running' && !spec.terminate
        ? assessMetric(spec.metrics[index], this.#measure(result))
        : result,
    );
    const verdict = problem
      ? { phase: 'Error' as const, message: problem }
      : assessRun(results, spec.terminate ?? false);
    const at = this.context.timestamp();
    this.writer.replace(analysisRunType, run, {
      ...run,
      status: {
        startedAt: at,
        ...status,
        ...verdict,
        metricResults: results,
        ...(verdict.phase !== 'Running' && { completedAt: at }),
      },
    });
    const after = this.#get(namespace, name);
    if (after) {
      // A turn that has changed nothing is told to nobody.
      this.#look(after);
    }
  }

  #measure(result: MetricResult): MetricResult {
    const { faults } = this.context;
    if (faults.isOn('analysis-hangs', result.name)) {
      return result;
    }
    const [, outcome] =
      OUTCOMES.find(([fault]) => faults.take(fault, result.name)) ?? [];
    return {
      ...result,
      count: result.count + (outcome === 'error' ? 0 : 1),
      [outcome ?? 'successful']: result[outcome ?? 'successful'] + 1,
    };
  }
}

function begun({ spec }: AnalysisRun): MetricResult[] {
  return spec.metrics.map(({ name }) => ({
    name,
    phase: 'Running',
    ...(spec.dryRun?.some(it => it.metricName === name) && { dryRun: true }),
    ...{ count: 0, successful: 0, failed: 0, inconclusive: 0, error: 0 },
  }));
}

function problemOf({ spec }: AnalysisRun): string | undefined {
  const open = spec.args?.find(
    ({ value, valueFrom }) => value === undefined && valueFrom === undefined,
  );
  if (open) {
    return `args.${open.name} was not resolved`;
  }
  return spec.metrics.length === 0 ? 'no metrics specified' : undefined;
}
