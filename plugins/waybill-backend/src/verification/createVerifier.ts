import { ConflictError, InputError } from '@backstage/errors';
import {
  AnalysisRunRef,
  JsonObject,
  VerificationRun,
} from '@waybill/backstage-plugin-waybill-common';
import {
  AnalysisRun,
  AnalysisRunsPort,
  AuthorityPort,
  NewAnalysisRun,
  VerificationStart,
  VerifierPort,
} from '../ports';
import { collectTemplates } from './collectTemplates';
import { evaluateArguments } from './evaluateArguments';
import { flattenTemplates } from './flattenTemplates';
import { mergeArguments } from './mergeArguments';
import { readRun } from './readRun';
import { runName } from './runName';

/** Whose an AnalysisRun is. */
const VERIFICATION_ANNOTATION = 'waybill/verification';
/** Rollouts takes a run away so long after its end; what became of it is in the Stage's history. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;
const LABEL_LENGTH = 63;

/** Verifies by AnalysisRuns of Argo Rollouts, in the namespace that is named like the project, as Kargo does. */
export function createVerifier(options: {
  authority: Pick<AuthorityPort, 'analysisRunsFor' | 'valuesFor'>;
}): VerifierPort {
  const { authority } = options;

  async function build(
    ref: AnalysisRunRef,
    runs: AnalysisRunsPort,
    { pipeline, stage, id, freight, signal }: VerificationStart,
  ): Promise<NewAnalysisRun> {
    const { verification } = stage;
    if (!verification) {
      throw new InputError(`${stage.name} asks for no verification any more`);
    }
    const given = evaluateArguments({
      project: pipeline.project,
      stage,
      verification,
      freight,
      values: authority.valuesFor(pipeline),
    });
    const template = flattenTemplates(
      await collectTemplates(verification.analysisTemplates, wanted =>
        runs.getTemplate({ ...ref, ...wanted }, signal),
      ),
    );
    const { metrics, dryRun, measurementRetention, args } = template;
    const spec: JsonObject = {
      metrics,
      args: mergeArguments(given, args).map(argument => ({ ...argument })),
      ...(dryRun.length > 0 && { dryRun }),
      ...(measurementRetention.length > 0 && { measurementRetention }),
      ttlStrategy: { secondsAfterCompletion: KEPT_SECONDS },
    };
    return {
      ...ref,
      labels: {
        ...verification.labels,
        'waybill/stage': stage.name
          .slice(0, LABEL_LENGTH)
          .replace(/[^a-z0-9]+$/, ''),
      },
      annotations: {
        ...verification.annotations,
        'waybill/entity': pipeline.entity.entityRef,
        [VERIFICATION_ANNOTATION]: id,
      },
      spec,
    };
  }

  const runOf: VerifierPort['runOf'] = ({ pipeline, stage, id }) => ({
    ...(stage.shard && { instance: stage.shard }),
    namespace: pipeline.project,
    name: runName(id),
  });

  return {
    runOf,

    async start(start): Promise<VerificationRun> {
      const { pipeline, id, signal } = start;
      const runs = authority.analysisRunsFor(pipeline);
      const ref = runOf(start);
      // Before the templates are asked for: they may have changed since it was started.
      const before = await runs.get(ref, signal);
      if (before) {
        return readRun(ref, own(before, ref, id));
      }
      const run = await build(ref, runs, start);
      signal.throwIfAborted();
      try {
        return readRun(ref, await runs.create(run, signal));
      } catch (error) {
        if (!(error instanceof ConflictError)) {
          throw error;
        }
        const found = await runs.get(ref, signal);
        if (!found) {
          throw error;
        }
        return readRun(ref, own(found, ref, id));
      }
    },

    async look(pipeline, run, signal) {
      const found = await authority.analysisRunsFor(pipeline).get(run, signal);
      return found && readRun(run, found);
    },

    stop: (pipeline, run, signal) =>
      authority.analysisRunsFor(pipeline).terminate(run, signal),
  };
}

function own(
  run: AnalysisRun,
  { namespace, name }: AnalysisRunRef,
  id: string,
): AnalysisRun {
  if (run.annotations[VERIFICATION_ANNOTATION] !== id) {
    throw new InputError(
      `The AnalysisRun ${namespace}/${name} is somebody else's: its annotation ${VERIFICATION_ANNOTATION} is not ${id}`,
    );
  }
  return run;
}
