import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { ChartDependency } from './ChartDependency';
import { chartName } from './chartName';
import { readYamlFile } from './readYamlFile';

const text = z
  .string('must be a text; what reads as a number needs quotes')
  .nullish()
  .transform(value => value ?? '');

const schema = z.object({
  apiVersion: text,
  version: text,
  dependencies: z
    .array(
      z.object({
        name: chartName,
        version: text,
        repository: text,
        condition: text,
        tags: z.array(z.string()).nullish(),
        enabled: z.boolean().nullish(),
        'import-values': z.array(z.custom<JsonValue>()).nullish(),
        alias: text,
      }),
    )
    .nullish()
    .transform((value): ChartDependency[] =>
      (value ?? []).map(item => ({
        ...item,
        tags: item.tags ?? [],
        enabled: item.enabled ?? false,
        'import-values': item['import-values'] ?? [],
      })),
    ),
});

/** What stands in a `Chart.yaml`. Throws an `InputError` that names the file. */
export function readChart(
  file: string,
  content: string,
): { apiVersion: string; version: string; dependencies: ChartDependency[] } {
  return readYamlFile(file, content, schema);
}
