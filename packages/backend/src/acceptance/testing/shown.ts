import { Locator } from 'playwright-core';

const WITHIN_MS = 45_000;

/** Waits until it is there to be seen; the page asks for news by itself. */
export function shown(what: Locator): Promise<void> {
  return what.first().waitFor({ timeout: WITHIN_MS });
}
