import { ServiceUnavailableError } from '@backstage/errors';

const ANSWER_WITHIN_MS = 30_000;
/** More than any answer that is asked for; a host that says more is not what it seems. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** `fetch` that gives up: on a host that does not answer, and on one that does not stop. */
export const hostFetch: typeof fetch = async (input, init) => {
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(input, {
    ...init,
    // A redirect to another repository's new name stays on the host; another host would get no token anyway.
    signal: init?.signal ? AbortSignal.any([init.signal, late]) : late,
  });
  if (!response.body) {
    return response;
  }
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > LARGEST_ANSWER_BYTES) {
        controller.error(
          new ServiceUnavailableError(
            `${new URL(response.url).host} answered more than ${
              LARGEST_ANSWER_BYTES / 1024 / 1024
            } MiB`,
          ),
        );
        return;
      }
      controller.enqueue(chunk);
    },
  });
  const limited = new Response(response.body.pipeThrough(limit), response);
  // A new Response has no address, and Octokit shows it.
  Object.defineProperty(limited, 'url', { value: response.url });
  return limited;
};
