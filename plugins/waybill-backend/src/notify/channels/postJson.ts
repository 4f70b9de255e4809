import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  HttpAnswer,
  HttpUnansweredError,
} from '@waybill/backstage-plugin-waybill-node';
import { HttpSenderPort } from '../../ports';

const TIMEOUT_SECONDS = 10;
const ANSWER_LIMIT_BYTES = 64 * 1024;

/**
 * Posts JSON to an address of the platform's configuration, which may itself be a secret and is in no error.
 *
 * @param where - the channel, for errors
 */
export async function postJson(
  http: HttpSenderPort,
  where: string,
  request: {
    url: string;
    headers?: { name: string; value: string }[];
    body: unknown;
    signal: AbortSignal;
  },
): Promise<HttpAnswer> {
  let answer: HttpAnswer;
  try {
    answer = await http.send({
      method: 'POST',
      url: request.url,
      headers: [
        { name: 'content-type', value: 'application/json; charset=utf-8' },
        ...(request.headers ?? []),
      ],
      body: JSON.stringify(request.body),
      addresses: 'any',
      timeoutSeconds: TIMEOUT_SECONDS,
      limitBytes: ANSWER_LIMIT_BYTES,
      signal: request.signal,
    });
  } catch (error) {
    request.signal.throwIfAborted();
    if (error instanceof HttpUnansweredError) {
      throw new HttpUnansweredError(
        error.mayHaveArrived
          ? `${where} did not answer`
          : `${where} cannot be reached`,
        error.mayHaveArrived,
      );
    }
    throw new InputError(`${where} cannot be sent to`);
  }
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return answer;
  }
  const message = `${where} answered ${status}`;
  throw status >= 500 || status === 429
    ? new ServiceUnavailableError(message)
    : new Error(message);
}
