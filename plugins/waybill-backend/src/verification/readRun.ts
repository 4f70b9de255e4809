import {
  AnalysisRunRef,
  isVerificationOver,
  VerificationRun,
} from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { AnalysisRun } from '../ports';

const MESSAGE_LIMIT = 1_000;
const PHASES = [
  'Pending',
  'Running',
  'Successful',
  'Failed',
  'Error',
  'Inconclusive',
] as const;

const text = z.string().nullish();
const statusSchema = z
  .object({
    phase: text,
    message: text,
    completedAt: z.iso.datetime({ offset: true }).nullish().catch(undefined),
    metricResults: z
      .array(
        z.object({
          name: z.string(),
          phase: text,
          message: text,
          dryRun: z.boolean().nullish(),
        }),
      )
      .nullish()
      .catch(undefined),
  })
  .nullish();

/** What an AnalysisRun says of itself. One that Rollouts has not looked at yet is Pending. */
export function readRun(
  analysisRun: AnalysisRunRef,
  { status }: AnalysisRun,
): VerificationRun {
  const { data, error } = statusSchema.safeParse(status);
  if (error) {
    return {
      phase: 'Error',
      message: `The AnalysisRun's status cannot be read: ${error.issues[0].message}`,
      analysisRun,
    };
  }
  const phase = PHASES.find(it => it === (data?.phase || 'Pending'));
  if (!phase) {
    return {
      phase: 'Error',
      message: `Expected an AnalysisRun's phase to be one of ${PHASES.join(
        ', ',
      )}, found "${data?.phase?.slice(0, 50)}"`,
      analysisRun,
    };
  }
  const message = messageOf(phase, data);
  return {
    phase,
    analysisRun,
    ...(message && { message: message.slice(0, MESSAGE_LIMIT) }),
    ...(isVerificationOver({ phase }) &&
      data?.completedAt && {
        finishedAt: new Date(data.completedAt).toISOString(),
      }),
  };
}

/** Rollouts says not always for the whole what it says for a metric. */
function messageOf(
  phase: VerificationRun['phase'],
  status: z.output<typeof statusSchema>,
): string | undefined {
  if (status?.message) {
    return status.message;
  }
  const worst = status?.metricResults?.find(
    it => it.phase === phase && !it.dryRun && it.message,
  );
  return worst && phase !== 'Successful'
    ? `Metric "${worst.name}": ${worst.message}`
    : undefined;
}
