import { Schema } from './Schema';

/** Why a value is refused, in the words of the Kubernetes API. */
export interface Cause {
  reason: string;
  message: string;
  field: string;
}

/** What is left of a value after unknown fields are taken out, what was taken out, and what is wrong with the rest. */
export function pruneAndCheck(
  value: unknown,
  schema: Schema,
): { value: unknown; unknown: string[]; causes: Cause[] } {
  const unknown: string[] = [];
  const causes: Cause[] = [];
  return { value: visit(value, schema, ''), unknown, causes };

  function visit(found: unknown, wanted: Schema, field: string): unknown {
    switch (wanted.type) {
      case 'any':
        return found;
      case 'array':
        return Array.isArray(found)
          ? found.map((item, i) => visit(item, wanted.items, `${field}[${i}]`))
          : refuse(found, 'array', field);
      case 'map':
        return isRecord(found)
          ? mapRecord(found, (item, key) =>
              visit(item, wanted.values, `${field}.${key}`),
            )
          : refuse(found, 'object', field);
      case 'object':
        return isRecord(found)
          ? visitObject(found, wanted, field)
          : refuse(found, 'object', field);
      case 'integer':
        return Number.isInteger(found)
          ? found
          : refuse(found, 'integer', field);
      case 'boolean':
        return typeof found === 'boolean'
          ? found
          : refuse(found, 'boolean', field);
      default:
        if (typeof found !== 'string') {
          return refuse(found, 'string', field);
        }
        if (wanted.enum && !wanted.enum.includes(found)) {
          causes.push({
            reason: 'FieldValueNotSupported',
            message: `Unsupported value: "${found}": supported values: ${wanted.enum
              .map(one => `"${one}"`)
              .join(', ')}`,
            field,
          });
        }
        return found;
    }
  }

  function visitObject(
    found: Record<string, unknown>,
    wanted: Schema & { type: 'object' },
    field: string,
  ): unknown {
    const kept: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(found)) {
      const path = field ? `${field}.${key}` : key;
      const property = Object.hasOwn(wanted.properties, key)
        ? wanted.properties[key]
        : undefined;
      if (!property) {
        unknown.push(path);
      } else {
        kept[key] = visit(item, property, path);
      }
    }
    for (const key of wanted.required ?? []) {
      if (kept[key] === undefined) {
        causes.push({
          reason: 'FieldValueRequired',
          message: 'Required value',
          field: field ? `${field}.${key}` : key,
        });
      }
    }
    return kept;
  }

  function refuse(found: unknown, type: string, field: string): unknown {
    const is = JSON.stringify(describe(found));
    causes.push({
      reason: 'FieldValueTypeInvalid',
      message: `Invalid value: ${is}: ${field} in body must be of type ${type}: ${is}`,
      field,
    });
    return found;
  }
}

function describe(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Number.isInteger(value)) {
    return 'integer';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapRecord(
  record: Record<string, unknown>,
  change: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, item]) => [key, change(item, key)]),
  );
}
