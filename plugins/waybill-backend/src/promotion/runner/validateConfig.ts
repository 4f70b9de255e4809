import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';

/** The config as the step's schema reads it, or a sentence that starts with `invalid <step> config`. */
export function validateConfig(
  definition: StepDefinition,
  config: JsonValue,
): { config: unknown } | { problem: string } {
  const parsed = definition.schema.safeParse(config);
  if (parsed.success) {
    return { config: parsed.data };
  }
  const problems = parsed.error.issues.map(issue => {
    const path = issue.path.map(String).join('.');
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  return { problem: `invalid ${definition.id} config: ${problems.join('; ')}` };
}
