import { createHmac, randomBytes, timingSafeEqual } from 'crypto';
import { IncomingMessage, ServerResponse } from 'http';
import { sendJson } from '../server/sendJson';
import { RegistryAuth } from './RegistryAuth';
import { RegistryError } from './RegistryError';

const TOKEN_LIFETIME_SECONDS = 300;

/** Lets requests in, or challenges them. */
export interface Gatekeeper {
  /** Throws 401 with a challenge. The scope is what the request needs, such as `repository:library/nginx:pull`. */
  check(
    request: IncomingMessage,
    response: ServerResponse,
    scope: string,
  ): void;
  /** Answers `/token`; false: there is no such place. */
  sendToken(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): boolean;
}

/** Tokens are signed with a key of this run, so that a restart makes old ones invalid. */
export function createGatekeeper(auth: RegistryAuth | undefined): Gatekeeper {
  const key = randomBytes(32);
  const sign = (text: string) =>
    createHmac('sha256', key).update(text).digest('base64url');
  const basic =
    auth &&
    `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString(
      'base64',
    )}`;

  return {
    check(request, response, scope) {
      if (!auth) {
        return;
      }
      const given = request.headers.authorization ?? '';
      if (auth.type === 'basic') {
        if (!same(given, basic!)) {
          response.setHeader('www-authenticate', 'Basic realm="sandbox"');
          throw unauthorized();
        }
        return;
      }
      const [body, signature] = given.replace(/^Bearer /, '').split('.');
      if (signature && same(signature, sign(body))) {
        const token: { scopes: string[]; until: number } = JSON.parse(
          Buffer.from(body, 'base64url').toString(),
        );
        if (token.until > Date.now() && covers(token.scopes, scope)) {
          return;
        }
      }
      const realm = `http://${request.headers.host}/token`;
      response.setHeader(
        'www-authenticate',
        `Bearer realm="${realm}",service="sandbox"${
          scope ? `,scope="${scope}"` : ''
        }`,
      );
      throw unauthorized();
    },
    sendToken(request, response, url) {
      if (auth?.type !== 'bearer') {
        return false;
      }
      if (!same(request.headers.authorization ?? '', basic!)) {
        sendJson(response, 401, { details: 'incorrect username or password' });
        return true;
      }
      const body = Buffer.from(
        JSON.stringify({
          scopes: url.searchParams
            .getAll('scope')
            .flatMap(scopes => scopes.split(' ')),
          until: Date.now() + TOKEN_LIFETIME_SECONDS * 1000,
        }),
      ).toString('base64url');
      sendJson(response, 200, {
        token: `${body}.${sign(body)}`,
        expires_in: TOKEN_LIFETIME_SECONDS,
        issued_at: new Date().toISOString(),
      });
      return true;
    },
  };
}

/** Whether one of the scopes grants all actions of the wanted one. */
function covers(granted: string[], wanted: string): boolean {
  if (wanted === '') {
    return true;
  }
  const [type, name, actions] = wanted.split(':');
  return granted.some(scope => {
    const [grantedType, grantedName, grantedActions = ''] = scope.split(':');
    return (
      grantedType === type &&
      grantedName === name &&
      actions
        .split(',')
        .every(action => grantedActions.split(',').includes(action))
    );
  });
}

function same(a: string, b: string): boolean {
  return (
    a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
  );
}

function unauthorized(): RegistryError {
  return new RegistryError(401, 'UNAUTHORIZED', 'authentication required');
}
