import { createHash } from 'node:crypto';
import {
  HttpAnswer,
  StepDefinition,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { ExpressionEnvironment } from '../expressions/ExpressionEnvironment';
import { errorMessageOf } from '../requests/errorMessageOf';
import { readResponse } from '../requests/readResponse';
import { requestFields } from '../requests/requestSchema';
import { requestUrl } from '../requests/requestUrl';
import { durationSeconds } from './duration';

const DEFAULT_TIMEOUT_SECONDS = 300;
const LIMIT_BYTES = 100 * 1024 * 1024;

const schema = z.strictObject({
  ...requestFields,
  outPath: z.string().min(1),
  allowOverwrite: z.boolean().optional(),
});

type Config = z.infer<typeof schema>;

/**
 * Downloads a file.
 *
 * @remarks When the workspace has to be built again it is downloaded again, and must be the same: what it holds is noted the first time.
 */
export const httpDownload: StepDefinition<Config> = {
  id: 'http-download',
  kind: 'files',
  schema,
  async plan(_context, config) {
    const { origin, pathname } = requestUrl(config);
    return {
      summary: `download ${origin}${pathname} to ${config.outPath}`,
      effects: [],
    };
  },
  async run(context, config) {
    const { workspace, record, signal } = context;
    const url = requestUrl(config);
    const what = `${url.origin}${url.pathname}`;
    if (!config.allowOverwrite && (await workspace.mode(config.outPath))) {
      throw new StepFailure(
        `There is a file at "${config.outPath}", and allowOverwrite is not set`,
      );
    }
    const answer = await context.http.send({
      method: 'GET',
      url: url.href,
      headers: config.headers ?? [],
      timeoutSeconds: config.timeout
        ? durationSeconds(config.timeout)
        : DEFAULT_TIMEOUT_SECONDS,
      limitBytes: LIMIT_BYTES,
      insecureSkipTLSVerify: config.insecureSkipTLSVerify,
      signal,
    });
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(rejection(what, answer, config));
    }
    const digest = createHash('sha256').update(answer.body).digest('hex');
    const { sha256 } = record.value;
    if (sha256 !== undefined && sha256 !== digest) {
      throw new StepFailure(
        `${what} is no longer what this promotion downloaded first: expected sha256 ${String(
          sha256,
        )}, found ${digest}`,
      );
    }
    await workspace.write(config.outPath, answer.body);
    if (sha256 === undefined) {
      await record.note({ sha256: digest });
    }
    return { status: 'Succeeded' };
  },
};

function rejection(what: string, answer: HttpAnswer, config: Config): string {
  const message = messageIn(answer, config);
  return `HTTP request failed with status ${answer.status}${
    message === undefined ? '' : `: ${JSON.stringify(message)}`
  } (${what})`;
}

function messageIn(answer: HttpAnswer, config: Config): string | undefined {
  if (!config.errorExpression) {
    return undefined;
  }
  let environment: ExpressionEnvironment;
  try {
    environment = readResponse(answer);
  } catch {
    return undefined;
  }
  return errorMessageOf(config.errorExpression, environment);
}
