import { z } from 'zod';
import { resourceName } from './scalars';

const texts = z.record(z.string(), z.string()).default({});

/** What a Stage asks for beyond health. */
export const verificationSchema = z
  .strictObject({
    analysisTemplates: z
      .array(
        z.strictObject({
          name: resourceName,
          kind: z
            .enum(['AnalysisTemplate', 'ClusterAnalysisTemplate', ''])
            .default('AnalysisTemplate')
            .transform(text => text || 'AnalysisTemplate'),
        }),
        { error: 'Expected the names of AnalysisTemplates' },
      )
      // Kargo would start an AnalysisRun that measures nothing.
      .min(1, { error: 'Expected at least one AnalysisTemplate' }),
    analysisRunMetadata: z
      .strictObject({ labels: texts, annotations: texts })
      .optional(),
    args: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          value: z.string().optional(),
        }),
      )
      .default([]),
  })
  .nullish()
  .transform(found => found ?? undefined);
