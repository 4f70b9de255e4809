import { ref } from './objects';

export const answer = (description: string, schema?: string) => ({
  description,
  ...(schema
    ? { content: { 'application/json': { schema: ref(schema) } } }
    : {}),
});
const error = {
  description: "An error in Backstage's form",
  content: { 'application/json': { schema: { type: 'object' } } },
};

export const operation = (
  operationId: string,
  parameters: unknown[],
  responses: Record<string, unknown>,
  body?: unknown,
) => ({
  operationId,
  parameters,
  ...(body
    ? {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: body } },
        },
      }
    : {}),
  responses: { ...responses, default: error },
});

/** A body with no other fields. */
export const closed = (schema: object) => ({
  ...schema,
  additionalProperties: false,
});
