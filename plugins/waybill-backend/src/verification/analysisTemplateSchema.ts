import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';

const object = z.record(z.string(), z.unknown());
const byMetric = z
  .array(object.and(z.object({ metricName: z.string() })))
  .nullish()
  .transform(found => (found ?? []) as (JsonObject & { metricName: string })[]);

/** As much of an AnalysisTemplate's spec as is looked at; what a metric measures is for Rollouts to understand. */
export const analysisTemplateSchema = z.object({
  metrics: z
    .array(object.and(z.object({ name: z.string() })))
    .nullish()
    .transform(found => (found ?? []) as (JsonObject & { name: string })[]),
  args: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().nullish(),
        valueFrom: object.nullish(),
      }),
    )
    .nullish()
    .transform(found =>
      (found ?? []).map(
        ({ name, value, valueFrom }): AnalysisArgument => ({
          name,
          ...(typeof value === 'string' && { value }),
          ...(valueFrom && { valueFrom: valueFrom as JsonObject }),
        }),
      ),
    ),
  dryRun: byMetric,
  measurementRetention: byMetric,
  templates: z
    .array(
      z.object({
        templateName: z.string(),
        clusterScope: z.boolean().nullish(),
      }),
    )
    .nullish()
    .transform(found => found ?? []),
});

/** An argument of an AnalysisTemplate or an AnalysisRun. */
export interface AnalysisArgument {
  name: string;
  value?: string;
  valueFrom?: JsonObject;
}

/** @see analysisTemplateSchema */
export type AnalysisTemplate = z.output<typeof analysisTemplateSchema>;
