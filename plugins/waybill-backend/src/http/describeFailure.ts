/** Errors of a connection that was never made, so that nothing has been sent over it. */
const NOT_CONNECTED = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
];
/** TLS ends before a request begins. */
const TLS = /CERT|TLS|SSL|VERIFY|SIGNED/;
const NO_REQUEST = ['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED'];

/** What an error of `undici` means. */
export function describeFailure(error: Error & { code?: string }): {
  text: string;
  /** It is no request that could be sent. */
  isInvalid: boolean;
  mayHaveArrived: boolean;
} {
  const cause = (error.cause ?? error) as Error & {
    code?: string;
    errors?: (Error & { code?: string })[];
  };
  // One per address that was tried.
  const [inner] = cause.errors ?? [];
  const code = cause.code ?? inner?.code ?? error.code ?? '';
  return {
    text: cause.message || inner?.message || code || error.message,
    isInvalid: NO_REQUEST.includes(code),
    mayHaveArrived: !(NOT_CONNECTED.includes(code) || TLS.test(code)),
  };
}
