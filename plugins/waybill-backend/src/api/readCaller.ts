import { AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { Request } from 'express';
import { Caller } from './Caller';

/** The caller of a request: a user or a service, nobody else. */
export async function readCaller(
  request: Request,
  services: { auth: AuthService; httpAuth: HttpAuthService },
): Promise<Caller> {
  const credentials = await services.httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  if (services.auth.isPrincipal(credentials, 'user')) {
    return {
      credentials,
      request,
      actor: { type: 'user', ref: credentials.principal.userEntityRef },
    };
  }
  if (services.auth.isPrincipal(credentials, 'service')) {
    return {
      credentials,
      request,
      actor: { type: 'service', ref: credentials.principal.subject },
    };
  }
  throw new NotAllowedError(
    'Expected the credentials of a user or of a service',
  );
}
