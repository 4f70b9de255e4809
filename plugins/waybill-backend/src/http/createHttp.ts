import { InputError, isError, NotAllowedError } from '@backstage/errors';
import {
  HttpAnswer,
  HttpUnansweredError,
} from '@waybill/backstage-plugin-waybill-node';
import { Agent, Dispatcher, ProxyAgent, request as send } from 'undici';
import { CheckedHttpRequest, HttpSenderPort } from '../ports';
import { assertNotInner } from './assertNotInner';
import { describeFailure } from './describeFailure';
import { mayBePublic } from './mayBePublic';
import { notPublic, publicLookup } from './publicLookup';

const CONNECT_TIMEOUT_MS = 10_000;
/** What a timer can hold; a longer one would be none. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** HTTP over `undici`. Every request has a connection of its own, which is as short-lived as what was checked about its address. */
export function createHttp(): HttpSenderPort {
  return {
    async send(request) {
      const url = parseUrl(request.url);
      if (request.addresses === 'public' && !mayBePublic(url)) {
        throw notPublic(url.hostname);
      }
      if (request.addresses === 'public' && request.proxy) {
        await assertNotInner(url.hostname);
      }
      const timeout = AbortSignal.timeout(
        Math.min(
          Math.max(1, Math.ceil(request.timeoutSeconds * 1000)),
          LONGEST_TIMEOUT_MS,
        ),
      );
      const dispatcher = dispatcherFor(request);
      try {
        const answer = await send(url, {
          method: request.method,
          headers: request.headers.flatMap(({ name, value }) => [name, value]),
          body: request.body,
          dispatcher,
          headersTimeout: 0,
          bodyTimeout: 0,
          signal: AbortSignal.any([request.signal, timeout]),
        });
        return {
          url: url.href,
          status: answer.statusCode,
          headers: headersOf(answer.headers),
          body: await readBody(answer.body, request, url),
        };
      } catch (error) {
        request.signal.throwIfAborted();
        throw asSaid(error, request, url, timeout.aborted);
      } finally {
        await dispatcher.destroy();
      }
    },
  };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new InputError(
      'Expected an address such as https://api.example.com/path, without a user in it',
    );
  }
  return url;
}

function dispatcherFor(request: CheckedHttpRequest): Dispatcher {
  const tls = { rejectUnauthorized: !request.insecureSkipTLSVerify };
  if (request.proxy) {
    return new ProxyAgent({ uri: request.proxy, requestTls: tls });
  }
  return new Agent({
    pipelining: 0,
    connect: {
      ...tls,
      timeout: CONNECT_TIMEOUT_MS,
      ...(request.addresses === 'public' ? { lookup: publicLookup } : {}),
    },
  });
}

function headersOf(
  headers: Record<string, string | string[] | undefined>,
): HttpAnswer['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      [value ?? []].flat(),
    ]),
  );
}

async function readBody(
  body: Dispatcher.ResponseData['body'],
  { limitBytes }: CheckedHttpRequest,
  url: URL,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limitBytes) {
      throw new InputError(
        `The answer of ${url.origin} is larger than ${limitBytes} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** In words that hold neither query nor headers, where secrets are. */
function asSaid(
  error: unknown,
  { method, timeoutSeconds }: CheckedHttpRequest,
  url: URL,
  isLate: boolean,
): Error {
  if (error instanceof NotAllowedError || error instanceof InputError) {
    return error;
  }
  const what = `${method} ${url.origin}${url.pathname}`;
  if (isLate) {
    return new HttpUnansweredError(
      `${what} was not answered within ${Number(timeoutSeconds.toFixed(1))} s`,
      true,
    );
  }
  const { text, isInvalid, mayHaveArrived } = describeFailure(
    isError(error) ? error : new Error(String(error)),
  );
  return isInvalid
    ? new InputError(`${what} cannot be sent: ${text}`)
    : new HttpUnansweredError(`${what} failed: ${text}`, mayHaveArrived);
}
