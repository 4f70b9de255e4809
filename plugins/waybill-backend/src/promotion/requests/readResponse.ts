import { isError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { HttpAnswer } from '@waybill/backstage-plugin-waybill-node';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { ExpressionValue, fromJson } from '../expressions/ExpressionValue';
import { parseYaml } from '../reading/parseYaml';
import { ResponseValue } from './ResponseValue';

const YAML = ['application/yaml', 'text/yaml', 'application/x-yaml'];

/**
 * What the expressions about an answer can see. An empty body is an empty map; one of a type that is not known is JSON or an empty map. Throws
 * when a body is not what its type says.
 */
export function readResponse(
  answer: HttpAnswer,
  contentType?: string,
): ExpressionEnvironment {
  const declared = answer.headers['content-type']?.[0] ?? '';
  const type = contentType ?? declared.split(';')[0].trim().toLowerCase();
  const body = readBody(answer.body.toString('utf8'), type);
  return {
    variables: new Map([['response', new ResponseValue(answer, body)]]),
    functions: new Map(),
  };
}

function readBody(text: string, type: string): ExpressionValue {
  if (text.trim() === '') {
    return {};
  }
  if (type === 'text/plain') {
    return text;
  }
  try {
    return fromJson(
      YAML.includes(type) ? parseYaml(text) : (JSON.parse(text) as JsonValue),
    );
  } catch (error) {
    if (type === 'application/json' || YAML.includes(type)) {
      throw new Error(
        `the answer is no ${type}: ${
          isError(error) ? error.message : String(error)
        }`,
      );
    }
    return {};
  }
}
