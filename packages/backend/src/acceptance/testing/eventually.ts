/**
 * Asks again until the answer is not undefined or false.
 *
 * @throws an Error that says what was waited for, and what came last
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  options: {
    timeoutMs?: number;
    everyMs?: number;
    describe?: () => Promise<unknown>;
  } = {},
): Promise<T> {
  const { timeoutMs = 60_000, everyMs = 100 } = options;
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false)
        return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      const seen = options.describe
        ? JSON.stringify(await options.describe(), null, 1)
        : last;
      throw new Error(
        `Waited ${timeoutMs / 1000} s for: ${what}. Last: ${seen}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, everyMs));
  }
}
