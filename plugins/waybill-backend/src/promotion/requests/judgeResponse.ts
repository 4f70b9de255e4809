import { ServiceUnavailableError } from '@backstage/errors';
import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { HttpAnswer } from '@waybill/backstage-plugin-waybill-node';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { writeJson } from '../expressions/writeJson';
import { askResponse } from './askResponse';
import { errorMessageOf } from './errorMessageOf';
import { readResponse } from './readResponse';

export interface ResponseCriteria {
  successExpression?: string;
  failureExpression?: string;
  errorExpression?: string;
  responseContentType?: string;
  outputs?: { name: string; fromExpression: string }[];
}

export type ResponseVerdict =
  | { status: 'Succeeded'; output: JsonObject }
  | { status: 'Failed'; message: string }
  | { status: 'Running' };

/**
 * What an answer means to the step that asked. Pure. Failure goes before success; without either expression a status of 2xx is
 * a success and any other throws, to be tried again as often as the manifest says; else it is asked again later.
 */
export function judgeResponse(
  answer: HttpAnswer,
  criteria: ResponseCriteria,
): ResponseVerdict {
  const { status } = answer;
  const { successExpression, failureExpression } = criteria;
  const environment = readResponse(answer, criteria.responseContentType);
  const success = isMet('successExpression', successExpression, environment);
  const failure = isMet('failureExpression', failureExpression, environment);
  if (failure) {
    const message = errorMessageOf(criteria.errorExpression, environment);
    return {
      status: 'Failed',
      message: `HTTP (${status}) response met failure criteria${
        message === undefined ? '' : `: ${JSON.stringify(message)}`
      }`,
    };
  }
  if (success ?? (failure === undefined && status >= 200 && status < 300)) {
    return { status: 'Succeeded', output: outputsOf(criteria, environment) };
  }
  if (success === undefined && failure === undefined) {
    const message = `HTTP request was answered ${status}`;
    throw status >= 500 || status === 429
      ? new ServiceUnavailableError(message)
      : new Error(message);
  }
  return { status: 'Running' };
}

/** Undefined: it is not asked for. */
function isMet(
  name: string,
  expression: string | undefined,
  environment: ExpressionEnvironment,
): boolean | undefined {
  if (!expression) {
    return undefined;
  }
  const met = askResponse(name, expression, environment);
  if (typeof met !== 'boolean') {
    throw new Error(`${name} is neither true nor false`);
  }
  return met;
}

function outputsOf(
  { outputs = [] }: ResponseCriteria,
  environment: ExpressionEnvironment,
): JsonObject {
  return Object.fromEntries(
    outputs.map(({ name, fromExpression }) => {
      const what = `outputs "${name}"`;
      const value = askResponse(what, fromExpression, environment);
      return [name, JSON.parse(writeJson(value)) as JsonValue];
    }),
  );
}
