import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  HttpAnswer,
  HttpRequest,
  HttpUnansweredError,
  StepContext,
  StepDefinition,
  StepResult,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { judgeResponse, ResponseVerdict } from '../requests/judgeResponse';
import { requestFields } from '../requests/requestSchema';
import { requestUrl } from '../requests/requestUrl';
import { durationSchema, durationSeconds } from './duration';

const DEFAULT_TIMEOUT_SECONDS = 10;
const DEFAULT_POLL_SECONDS = 30;
const LEAST_POLL_SECONDS = 10;
const ANSWER_LIMIT_BYTES = 2 * 1024 * 1024;
/** Sending these twice is as sending them once. */
const IDEMPOTENT = ['DELETE', 'GET', 'HEAD', 'PUT'];
const READING = ['GET', 'HEAD'];

const schema = z
  .strictObject({
    ...requestFields,
    method: z
      .enum(['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'])
      .optional(),
    body: z.string().optional(),
    bodyFromFile: z.string().optional(),
    pollInterval: durationSchema.optional(),
    proxy: z
      .string()
      .regex(/^https?:\/\/.*$/, 'must begin with http:// or https://')
      .optional(),
    responseContentType: z
      .enum(['application/json', 'application/yaml', 'text/plain'])
      .optional(),
    successExpression: z.string().optional(),
    failureExpression: z.string().optional(),
    outputs: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          fromExpression: z.string().min(1),
        }),
      )
      .optional(),
  })
  .refine(({ body, bodyFromFile }) => !body || !bodyFromFile, {
    message: 'body and bodyFromFile exclude each other',
  });

type Config = z.infer<typeof schema>;

/**
 * Sends an HTTP request and looks at the answer.
 *
 * @remarks A POST or PATCH is noted before it is sent and after it is answered: one whose answer was lost is an error, and is sent again only where the
 * manifest asks for more attempts (`retry.errorThreshold`), with the same `Idempotency-Key`.
 */
export const http: StepDefinition<Config> = {
  id: 'http',
  kind: 'outside',
  usesWorkspace: config => Boolean(config.bodyFromFile),
  schema,
  async plan(_context, config) {
    const { method = 'GET' } = config;
    const { origin, pathname, search } = requestUrl(config);
    return {
      summary: `${method} ${origin}${pathname}`,
      effects: READING.includes(method)
        ? []
        : [
            {
              type: 'http',
              method,
              url: `${origin}${pathname}${search}`,
              body: config.body ?? config.bodyFromFile ?? '',
            },
          ],
      unknowns: (config.outputs ?? []).map(({ name }) => name),
    };
  },
  async run(context, config) {
    const request = await requestOf(context, config);
    const verdict = IDEMPOTENT.includes(request.method)
      ? judgeResponse(await context.http.send(request), config)
      : await sendOnce(context, config, request);
    return resultOf(verdict, config);
  },
};

async function requestOf(
  context: StepContext,
  config: Config,
): Promise<HttpRequest> {
  const { method = 'GET', headers = [], timeout, bodyFromFile } = config;
  let body: HttpRequest['body'] = config.body || undefined;
  if (bodyFromFile) {
    body = await context.workspace.read(bodyFromFile);
    if (!body) {
      throw new InputError(`bodyFromFile: there is no file "${bodyFromFile}"`);
    }
  }
  return {
    method,
    url: requestUrl(config).href,
    headers,
    body,
    timeoutSeconds: timeout
      ? durationSeconds(timeout)
      : DEFAULT_TIMEOUT_SECONDS,
    limitBytes: ANSWER_LIMIT_BYTES,
    ...(config.proxy ? { proxy: config.proxy } : {}),
    insecureSkipTLSVerify: config.insecureSkipTLSVerify,
    signal: context.signal,
  };
}

/** A request that must not be repeated without need. */
async function sendOnce(
  context: StepContext,
  config: Config,
  request: HttpRequest,
): Promise<ResponseVerdict> {
  const { record, attempt } = context;
  const { isSending, polls = 0, verdict } = record.value;
  if (verdict) {
    // The process ended before the step did.
    return verdict as ResponseVerdict;
  }
  // Until the error is put down it is the same try, however often the process ends.
  if (isSending && record.value.attempt === attempt) {
    throw lost(request, 'the backend stopped before the answer came');
  }
  await record.note({ isSending: true, attempt });
  const answer = await send(context, {
    ...request,
    headers: withKey(request.headers, keyOf(context, Number(polls))),
  });
  let judged: ResponseVerdict;
  try {
    judged = judgeResponse(answer, config);
  } catch (error) {
    // An outage is sat out with five attempts; this is not for that.
    throw error instanceof ServiceUnavailableError
      ? new Error(error.message)
      : error;
  }
  await record.note(
    judged.status === 'Running'
      ? { isSending: false, polls: Number(polls) + 1 }
      : { isSending: false, verdict: { ...judged } },
  );
  return judged;
}

async function send(
  context: StepContext,
  request: HttpRequest,
): Promise<HttpAnswer> {
  try {
    return await context.http.send(request);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof HttpUnansweredError)) {
      throw error;
    }
    if (error.mayHaveArrived) {
      throw lost(request, error.message);
    }
    await context.record.note({ isSending: false });
    throw error;
  }
}

function lost({ method }: HttpRequest, why: string): Error {
  return new Error(
    `Whether the ${method} arrived is not known, so it is not repeated unless retry.errorThreshold says so: ${why}`,
  );
}

/** Another one for each time that a condition is asked about, or a server would go on answering what it answered first. */
function keyOf({ promotion, alias }: StepContext, polls: number): string {
  return `${promotion.id}/${alias}${polls > 0 ? `/${polls}` : ''}`;
}

function withKey(headers: HttpRequest['headers'], key: string) {
  return headers.some(({ name }) => name.toLowerCase() === 'idempotency-key')
    ? headers
    : [...headers, { name: 'Idempotency-Key', value: key }];
}

function resultOf(verdict: ResponseVerdict, config: Config): StepResult {
  if (verdict.status !== 'Running') {
    return verdict;
  }
  const { pollInterval } = config;
  const { origin, pathname } = requestUrl(config);
  return {
    status: 'Running',
    message: `Waiting until the answer of ${origin}${pathname} meets its conditions`,
    retryAfterSeconds: pollInterval
      ? Math.max(LEAST_POLL_SECONDS, durationSeconds(pollInterval))
      : DEFAULT_POLL_SECONDS,
  };
}
