import { NotAllowedError } from '@backstage/errors';
import {
  HttpAnswer,
  HttpPort,
  HttpRequest,
} from '@waybill/backstage-plugin-waybill-node';
import { followRedirects } from '../http/followRedirects';
import { HttpSenderPort } from '../ports';
import { assertGranted } from './assertGranted';
import { HttpAccess } from './createHttpAccess';

/** HTTP, as far as the platform grants it to one pipeline: the first address, and each that a redirect leads to. */
export class AuthorizedHttp implements HttpPort {
  constructor(
    private readonly sender: HttpSenderPort,
    private readonly access: HttpAccess,
  ) {}

  async send(request: HttpRequest): Promise<HttpAnswer> {
    if (request.proxy !== undefined) {
      assertGranted(this.access.proxyProblem(request.proxy));
    }
    return followRedirects(this.sender, request, next => {
      const look = this.access.look(next.method, next.url);
      if ('refused' in look) {
        throw new NotAllowedError(
          next === request
            ? look.refused
            : `${new URL(request.url).origin} redirects: ${look.refused}`,
        );
      }
      return look.addresses;
    });
  }
}
