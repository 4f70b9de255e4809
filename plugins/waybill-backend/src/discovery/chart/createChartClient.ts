import { Config } from '@backstage/config';
import {
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { HttpAnswer } from '@waybill/backstage-plugin-waybill-node';
import { followRedirects } from '../../http/followRedirects';
import {
  ChartLook,
  Credential,
  CredentialsPort,
  HttpSenderPort,
} from '../../ports';
import { authorizationOf } from '../../registry/client/createTokens';
import { mayLeadTo } from '../../registry/client/mayLeadTo';
import { retryAfterSeconds } from '../../registry/client/retryAfterSeconds';
import { RateLimitError } from '../../registry/RateLimitError';
import { readRegistries } from '../../registry/readRegistries';
import {
  LocatedChartRepository,
  locateChartRepository,
} from './locateChartRepository';

const TIMEOUT_SECONDS = 60;

/** Asks the servers of chart repositories. */
export interface ChartClient {
  locate(look: ChartLook): LocatedChartRepository;
  /** Answers with 200, or with 304 where that was asked for. Only the repository's own server is shown its credential. */
  ask(
    look: ChartLook,
    repository: LocatedChartRepository,
    wanted: {
      url: string;
      headers: Record<string, string>;
      limitBytes: number;
    },
  ): Promise<HttpAnswer>;
}

/** Throws errors that say what was asked, and of the answer its status alone: anybody can name an address in a pipeline's file. */
export function createChartClient(options: {
  config: Config;
  credentials: CredentialsPort;
  http: HttpSenderPort;
}): ChartClient {
  const registries = readRegistries(options.config);

  /** None where a pipeline's file turns the check of certificates off: anybody on the way could read it. */
  async function credentialFor(
    { pipelineId, insecureSkipTLSVerify }: ChartLook,
    { url, insecure }: LocatedChartRepository,
  ): Promise<{ credential?: Credential; hint: string }> {
    if (insecureSkipTLSVerify && !insecure) {
      return {
        hint: 'no credential is sent, since the subscription turns the check of certificates off',
      };
    }
    const credential = await options.credentials.find({
      kind: 'chart',
      url,
      pipelineId,
    });
    return {
      credential,
      hint: credential
        ? 'the configured credential does not suffice'
        : 'no credential is configured for it in waybill.credentials',
    };
  }

  return {
    locate: ({ repoURL, mayAsk }) =>
      locateChartRepository(repoURL, registries, { httpsOnly: !mayAsk }),

    async ask(look, repository, wanted) {
      const { repoURL, insecureSkipTLSVerify, mayAsk, signal } = look;
      const home = new URL(repository.url);
      // What stands in an index may lead to anything else on the same server.
      const isAtHome = new URL(wanted.url).href.startsWith(
        `${home.href.replace(/\/$/, '')}/`,
      );
      const { credential, hint } = isAtHome
        ? await credentialFor(look, repository)
        : {
            credential: undefined,
            hint: 'no credential is sent to where an index leads',
          };
      const headers = { ...wanted.headers, ...authorizationOf(credential) };
      let refused: string | undefined;
      const check = (url: string) => {
        const to = new URL(url);
        const isHome = isAtHome && to.origin === home.origin;
        if (isHome && repository.isConfigured) {
          return 'any';
        }
        try {
          return mayAsk ? mayAsk(to) : onlyPublic(isHome, home, to);
        } catch (error) {
          refused = `${repoURL}: ${messageOf(error)}`;
          throw error;
        }
      };
      let answer: HttpAnswer;
      try {
        answer = await followRedirects(
          options.http,
          {
            method: 'GET',
            url: wanted.url,
            headers: Object.entries(headers).map(([name, value]) => ({
              name,
              value,
            })),
            insecureSkipTLSVerify:
              isAtHome && (repository.insecure || insecureSkipTLSVerify),
            timeoutSeconds: TIMEOUT_SECONDS,
            limitBytes: wanted.limitBytes,
            signal,
          },
          next => check(next.url),
        );
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NotAllowedError) {
          throw new NotAllowedError(
            refused ??
              `${repoURL} leads to an address that is not public; an entry of waybill.registries in the platform's configuration would say that it may be asked`,
          );
        }
        throw error instanceof InputError
          ? new InputError(`${repoURL}: ${messageOf(error)}`)
          : new ServiceUnavailableError(`${repoURL}: ${messageOf(error)}`);
      }
      const isUnchanged =
        answer.status === 304 && 'if-none-match' in wanted.headers;
      if (answer.status !== 200 && !isUnchanged) {
        const { origin, pathname } = new URL(wanted.url);
        throw toError(`${repoURL}: GET ${origin}${pathname}`, answer, hint);
      }
      return answer;
    },
  };
}

function onlyPublic(isHome: boolean, home: URL, to: URL): 'public' {
  if (!isHome && !(to.protocol === 'https:' && mayLeadTo(home, to))) {
    throw new NotAllowedError(
      `${home.origin} leads to ${to.origin}, which is not followed`,
    );
  }
  return 'public';
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}

function toError(what: string, answer: HttpAnswer, hint: string): Error {
  const answered = `${what} was answered ${answer.status}`;
  switch (answer.status) {
    case 401:
    case 403:
      return new NotAllowedError(`${answered} (${hint})`);
    case 404:
      return new NotFoundError(
        `${answered}; a chart repository has its index there`,
      );
    case 429: {
      const [header = null] = answer.headers['retry-after'] ?? [];
      const seconds = retryAfterSeconds(header);
      return new RateLimitError(
        `${answered}; asking again in ${seconds} s at the earliest`,
        seconds,
      );
    }
    default:
      return new ServiceUnavailableError(answered);
  }
}
