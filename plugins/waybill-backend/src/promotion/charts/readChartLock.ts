import { z } from 'zod';
import { LockedDependency } from './ChartDependency';
import { chartName } from './chartName';
import { readYamlFile } from './readYamlFile';

const text = z
  .string()
  .nullish()
  .transform(value => value ?? '');

const schema = z.object({
  digest: text,
  dependencies: z
    .array(z.object({ name: chartName, version: text, repository: text }))
    .nullish()
    .transform(value => value ?? []),
});

/** What stands in a `Chart.lock`. Throws an `InputError` that names the file. */
export function readChartLock(
  file: string,
  content: string,
): { digest: string; dependencies: LockedDependency[] } {
  return readYamlFile(file, content, schema);
}
