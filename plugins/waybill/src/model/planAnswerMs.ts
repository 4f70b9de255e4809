/** How long to wait where the backend plans a Promotion first. It gives a plan up after 60 seconds, and its word of that shall arrive. */
export const PLAN_ANSWER_MS = 75_000;
