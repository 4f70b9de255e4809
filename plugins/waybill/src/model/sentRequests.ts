import { SentRequest } from './SentRequest';

/** By then the backend has done it, and the page shows it, or it has given it up. */
const COUNTS_FOR_MS = 10 * 60_000;

const nameOf = (of: string) => `waybill/sent/${of}`;

/**
 * Requests without an answer, by what they are about. They outlive their dialog and the page: to reload is what a person does next who
 * got no answer. Where the browser keeps nothing, they do not.
 */
export const sentRequests = {
  find(of: string): SentRequest | undefined {
    const known = read(of);
    return known && Date.now() - known.at < COUNTS_FOR_MS ? known : undefined;
  },
  keep(of: string, request: SentRequest): void {
    try {
      sessionStorage.setItem(nameOf(of), JSON.stringify(request));
    } catch {
      // Full, or not allowed on this page.
    }
  },
  /** Another one of the same name stays. */
  forget(of: string, { idempotencyKey }: SentRequest): void {
    if (read(of)?.idempotencyKey !== idempotencyKey) return;
    sessionStorage.removeItem(nameOf(of));
  },
};

function read(of: string): SentRequest | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(nameOf(of)) ?? 'null');
    return typeof kept?.idempotencyKey === 'string' ? kept : undefined;
  } catch {
    return undefined;
  }
}
