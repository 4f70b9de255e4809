import { InputError, isError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { z } from 'zod';
import { parseYaml } from '../reading/parseYaml';

/** A YAML text of a known shape. Throws an `InputError` that names the file, the place in it and what is wrong there. */
export function readYamlFile<T extends z.ZodType>(
  file: string,
  content: string,
  schema: T,
): z.output<T> {
  let value: JsonValue;
  try {
    value = parseYaml(content);
  } catch (error) {
    throw new InputError(
      `"${file}" cannot be read: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
  const result = schema.safeParse(value ?? {});
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new InputError(
      `"${file}" cannot be read: ${path.join('.') || 'it'}: ${message}`,
    );
  }
  return result.data;
}
