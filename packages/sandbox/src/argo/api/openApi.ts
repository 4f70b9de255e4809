import { apiVersionOf, ResourceType, resourceTypes } from '../ResourceType';
import { Schema } from '../schema/Schema';

/** OpenAPI v3, as far as `kubectl explain` and `kubectl apply` read it. Undefined: no such document. */
export function openApi(path: string): unknown {
  if (path === '/openapi/v3') {
    const roots = [...new Set(resourceTypes.map(rootOf))];
    return {
      paths: Object.fromEntries(
        roots.map(root => [root, { serverRelativeURL: `/openapi/v3/${root}` }]),
      ),
    };
  }
  const types = resourceTypes.filter(
    type => path === `/openapi/v3/${rootOf(type)}`,
  );
  return types.length === 0 ? undefined : document(types);
}

function rootOf(type: ResourceType): string {
  return `${type.group ? 'apis' : 'api'}/${apiVersionOf(type)}`;
}

function document(types: ResourceType[]) {
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (const type of types) {
    const { group, version, kind } = type;
    const gvk = { group, version, kind };
    const name = `${group || 'core'}.${version}.${kind}`;
    schemas[name] = {
      ...toOpenApi(type.schema),
      'x-kubernetes-group-version-kind': [gvk],
    };
    const scope = type.namespaced ? '/namespaces/{namespace}' : '';
    paths[`/${rootOf(type)}${scope}/${type.plural}/{name}`] = {
      patch: {
        'x-kubernetes-action': 'patch',
        'x-kubernetes-group-version-kind': gvk,
        parameters: ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map(
          parameter => ({
            name: parameter,
            in: 'query',
            schema: { type: 'string' },
          }),
        ),
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': {
                schema: { $ref: `#/components/schemas/${name}` },
              },
            },
          },
        },
      },
    };
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Waybill sandbox', version: 'v1.32.0' },
    paths,
    components: { schemas },
  };
}

function toOpenApi(schema: Schema): Record<string, unknown> {
  switch (schema.type) {
    case 'any':
      return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    case 'array':
      return { type: 'array', items: toOpenApi(schema.items) };
    case 'map':
      return {
        type: 'object',
        additionalProperties: toOpenApi(schema.values),
      };
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(schema.properties).map(([key, property]) => [
            key,
            toOpenApi(property),
          ]),
        ),
        ...(schema.required ? { required: schema.required } : {}),
      };
    default:
      return schema;
  }
}
