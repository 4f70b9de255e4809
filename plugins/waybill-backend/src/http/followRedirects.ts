import {
  HttpAnswer,
  HttpRequest,
  HttpUnansweredError,
} from '@waybill/backstage-plugin-waybill-node';
import { CheckedHttpRequest, HttpSenderPort } from '../ports';

const REDIRECTS = [301, 302, 303, 307, 308];
/** These ask for the same request again; the others for a look at another place. */
const KEEP_METHOD = [307, 308];
const MOST_REDIRECTS = 10;
/** What may be told to somebody else than who was asked; any other header may be a secret. */
const OPEN_HEADERS = [
  'accept',
  'accept-language',
  'content-type',
  'user-agent',
];

/**
 * Sends a request, and goes on to where the answers lead.
 *
 * @param check - asked before each address; throws where it may not lead
 * @remarks To another origin no header goes along that may be a secret, and certificates are checked there whatever the request
 * says.
 */
export async function followRedirects(
  sender: HttpSenderPort,
  request: HttpRequest,
  check: (request: HttpRequest) => CheckedHttpRequest['addresses'],
): Promise<HttpAnswer> {
  const began = performance.now();
  let next = request;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const spent = (performance.now() - began) / 1000;
    const answer = await sender.send({
      ...next,
      addresses: check(next),
      timeoutSeconds: Math.max(0.001, request.timeoutSeconds - spent),
    });
    const [location] = answer.headers.location ?? [];
    if (!REDIRECTS.includes(answer.status) || location === undefined) {
      return answer;
    }
    if (!URL.canParse(location, answer.url)) {
      return answer;
    }
    next = redirected(next, answer, new URL(location, answer.url));
  }
  throw new HttpUnansweredError(
    `${
      new URL(request.url).origin
    } redirects more than ${MOST_REDIRECTS} times`,
    true,
  );
}

function redirected(
  request: HttpRequest,
  { url, status }: HttpAnswer,
  to: URL,
): HttpRequest {
  const keeps =
    KEEP_METHOD.includes(status) || /^(GET|HEAD)$/.test(request.method);
  const isElsewhere = new URL(url).origin !== to.origin;
  const headers = request.headers.filter(({ name }) => {
    const lower = name.toLowerCase();
    return (
      (!isElsewhere || OPEN_HEADERS.includes(lower)) &&
      (keeps || !lower.startsWith('content-'))
    );
  });
  return {
    ...request,
    url: to.href,
    headers,
    method: keeps ? request.method : 'GET',
    body: keeps ? request.body : undefined,
    insecureSkipTLSVerify: request.insecureSkipTLSVerify && !isElsewhere,
  };
}
