import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 120_000;

/** Asks again until there is an answer; after two minutes it throws what came last. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  describe: () => Promise<unknown> = async () => undefined,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > deadline) {
      const seen = JSON.stringify(await describe(), null, 1);
      throw new Error(`Waited for ${what}, found ${seen}`);
    }
    await sleep(100);
  }
}
