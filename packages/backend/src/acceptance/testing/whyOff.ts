import { Locator } from 'playwright-core';

/** Why a button cannot be pressed, as a screen reader says it; undefined: it can. */
export async function whyOff(button: Locator): Promise<string | undefined> {
  if ((await button.getAttribute('aria-disabled')) !== 'true') return undefined;
  const reason = await button.evaluate(element => {
    const id = element.getAttribute('aria-describedby');
    return id && document.getElementById(id)?.textContent;
  });
  return reason || 'no reason is given';
}
