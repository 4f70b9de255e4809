const ANSWER_WITHIN_MS = 30_000;

/** `fetch` that gives up. Octokit has no time-out of its own. */
export const timedFetch: typeof fetch = (input, init) => {
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return fetch(input, {
    ...init,
    // A redirect to another repository's new name stays on the host; another host would get no token anyway.
    signal: init?.signal ? AbortSignal.any([init.signal, late]) : late,
  });
};
