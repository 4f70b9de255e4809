/** @public */
export type HttpMethod = 'DELETE' | 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT';

/** @public */
export interface HttpRequest {
  method: HttpMethod;
  /** `http:` or `https:`, without a user in it. */
  url: string;
  headers: readonly { name: string; value: string }[];
  body?: string | Buffer;
  /** For the whole exchange, redirects included. */
  timeoutSeconds: number;
  /** An answer with a larger body is an `InputError`. */
  limitBytes: number;
  /** `http://egress.example.com:8080` */
  proxy?: string;
  /** Certificates are not checked. */
  insecureSkipTLSVerify?: boolean;
  signal: AbortSignal;
}

/** @public */
export interface HttpAnswer {
  /** Who answered in the end, after redirects. */
  url: string;
  status: number;
  /** By names in lower case. */
  headers: Readonly<Record<string, readonly string[]>>;
  body: Buffer;
}

/**
 * HTTP to the addresses that the platform grants.
 *
 * @remarks An answer is an answer, whatever its status. Without one it throws: a `NotAllowedError` for an address that is not
 * granted, also when a redirect leads there; an `InputError` for a request that cannot be made; else an `HttpUnansweredError`.
 * @public
 */
export interface HttpPort {
  send(request: HttpRequest): Promise<HttpAnswer>;
}
