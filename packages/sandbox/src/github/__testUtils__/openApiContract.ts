import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';

interface Operation {
  operationId: string;
  responses: Record<string, DescribedResponse>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, DescribedResponse> };
}

interface DescribedResponse {
  $ref?: string;
  content?: Record<string, unknown>;
}

const ID = 'https://api.github.com/openapi.json';

/** JSON Schema has no `nullable`: null becomes one more type, or one more alternative. */
function translateNullable(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.map(translateNullable);
  }
  if (node === null || typeof node !== 'object') {
    return node;
  }
  const { nullable, discriminator, example, examples, ...rest } =
    node as Record<string, unknown>;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, translateNullable(value)]),
  );
  // A property may itself be called `nullable`.
  if (nullable !== true) {
    return schema;
  }
  if (typeof schema.type !== 'string') {
    return { anyOf: [{ type: 'null' }, schema] };
  }
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(Array.isArray(schema.enum) && { enum: [...schema.enum, null] }),
  };
}

const escapePointer = (text: string) =>
  text.replace(/~/g, '~0').replace(/\//g, '~1');

/** What GitHub promises to answer, from its own description of its API. */
export function openApiContract() {
  const description: Description = JSON.parse(
    readFileSync(
      require.resolve('@octokit/openapi/generated/api.github.com.json'),
      'utf8',
    ),
  );
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats(ajv);
  ajv.addSchema(translateNullable(description) as object, ID);
  const templates = Object.keys(description.paths).map(template => ({
    template,
    // A path parameter takes no slash, but for those that name a path or a ref.
    pattern: new RegExp(
      `^${template
        .replace(/\{(path|ref|branch|basehead)\}/g, '.+')
        .replace(/\{[^}]+\}/g, '[^/]+')}$`,
    ),
    wildcards: template.split('{').length,
  }));
  const compiled = new Map<string, ValidateFunction>();

  function validatorOf(pointer: string): ValidateFunction {
    const validate =
      compiled.get(pointer) ?? ajv.compile({ $ref: `${ID}#${pointer}` });
    compiled.set(pointer, validate);
    return validate;
  }

  /**
   * What is wrong with an answer; empty: nothing. An answer with a status that the description does not know is wrong.
   */
  function check(answer: {
    method: string;
    path: string;
    status: number;
    body: unknown;
  }): { operationId: string; problems: string[] } {
    const method = answer.method.toLowerCase();
    const found = templates
      .filter(({ pattern }) => pattern.test(answer.path))
      .filter(({ template }) => description.paths[template][method])
      .sort(
        (a, b) =>
          a.wildcards - b.wildcards || b.template.length - a.template.length,
      )[0];
    if (!found) {
      return { operationId: '', problems: [`no operation ${answer.path}`] };
    }
    const operation = description.paths[found.template][method];
    const { operationId } = operation;
    const response = operation.responses[answer.status];
    if (!response) {
      const problem = `${operationId} has no answer ${answer.status}`;
      return { operationId, problems: [problem] };
    }
    const place =
      response.$ref?.slice(1) ??
      `/paths/${escapePointer(found.template)}/${method}/responses/${
        answer.status
      }`;
    const resolved = response.$ref
      ? description.components.responses[response.$ref.split('/').pop()!]
      : response;
    if (!resolved.content?.['application/json'] || answer.body === undefined) {
      return { operationId, problems: [] };
    }
    const validate = validatorOf(`${place}/content/application~1json/schema`);
    validate(answer.body);
    return {
      operationId,
      problems: (validate.errors ?? []).map(
        error =>
          `${operationId} ${answer.status}: ${error.instancePath} ${error.message}`,
      ),
    };
  }

  return { check };
}
