import { Page } from 'playwright-core';

/** Whatever around a part of the page is wider than it should be, up to the page itself. */
export function tooWide(page: Page, part: string): Promise<string[]> {
  return page.evaluate(selector => {
    const found: string[] = [];
    let element = document.querySelector(selector);
    for (; element; element = element.parentElement) {
      if (element.scrollWidth > element.clientWidth + 1)
        found.push(`${element.tagName} ${element.className}`);
    }
    return found;
  }, part);
}
