import { anything, flag, list, object, text } from './Schema';

/** What is measured, and how, is kept as it is written. */
const metric = anything;
const byMetric = list(
  object({ metricName: text, limit: { type: 'integer' } }, ['metricName']),
);
const argument = object({ name: text, value: text, valueFrom: anything }, [
  'name',
]);

/** The fields of AnalysisTemplate and ClusterAnalysisTemplate. */
export const analysisTemplateSchema = object(
  {
    apiVersion: text,
    kind: text,
    metadata: anything,
    spec: object({
      metrics: list(metric),
      args: list(argument),
      dryRun: byMetric,
      measurementRetention: byMetric,
      templates: list(object({ templateName: text, clusterScope: flag })),
    }),
  },
  ['metadata', 'spec'],
);

/** The fields of an AnalysisRun. */
export const analysisRunSchema = object(
  {
    apiVersion: text,
    kind: text,
    metadata: anything,
    spec: object(
      {
        metrics: list(metric),
        args: list(argument),
        dryRun: byMetric,
        measurementRetention: byMetric,
        terminate: flag,
        ttlStrategy: anything,
      },
      ['metrics'],
    ),
    status: anything,
  },
  ['metadata', 'spec'],
);
