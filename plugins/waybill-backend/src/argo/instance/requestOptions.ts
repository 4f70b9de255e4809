import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';

/** For one call: gives up when the signal aborts, and sends a patch as a merge patch. */
export function requestOptions(
  signal: AbortSignal,
  contentType: string = PatchStrategy.MergePatch,
): ReturnType<typeof setHeaderOptions> {
  const options = setHeaderOptions('Content-Type', contentType);
  return {
    ...options,
    middleware: options.middleware?.map(({ pre, post }) => ({
      pre: request => {
        request.setSignal(signal);
        return pre(request);
      },
      post,
    })),
  };
}
