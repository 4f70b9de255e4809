/** How often a running turn asks whether somebody wants its Promotion aborted, in milliseconds. */
export const abortPollMs = 1_000;
