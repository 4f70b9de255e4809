import {
  HttpAnswer,
  HttpRequest,
} from '@waybill/backstage-plugin-waybill-node';

/** A request with what its sender has decided about it. */
export interface CheckedHttpRequest extends HttpRequest {
  /** Which addresses the host may stand for. With a proxy it is the proxy that finds out, so that this is left to it. */
  addresses: 'public' | 'any';
}

/** Sends one request and follows no redirect: whoever grants addresses has to look at each. */
export interface HttpSenderPort {
  /** Throws a `NotAllowedError` for an address that may not be, an `InputError` for no request, else an `HttpUnansweredError`. */
  send(request: CheckedHttpRequest): Promise<HttpAnswer>;
}
