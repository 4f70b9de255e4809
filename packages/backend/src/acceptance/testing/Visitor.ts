import { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { shown } from './shown';
import { Demo, DemoPerson } from './startDemo';

const ANSWER_WITHIN_MS = 30_000;

/** Somebody in front of the demo's page, who knows of it what is to be seen on it. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** What the browser has complained of so far; taken away by asking. */
  complaints(): string[];
  /** The Freight tab of an entity. */
  open(entity: string): Promise<void>;
  /** A Freight of the line. */
  freight(version: string): Locator;
  dialog: Locator;
  /** A Stage's card. */
  stage(name: string): Locator;
  /** A button in a Stage's card. */
  button(stage: string, name: string | RegExp): Locator;
  /** The row of the Promotion that was asked for with this reason. */
  promotion(reason: string): Locator;
  /** Gives the open dialog its reason and sends it. */
  answer(reason: string, submit: string): Promise<void>;
  /** Until a Stage shows a version, healthy and verified. */
  runsWell(stage: string, version: string): Promise<void>;
}

/** How the page is looked at. */
export interface Looks {
  width?: number;
  colorScheme?: 'light' | 'dark';
}

export async function visit(
  browser: Browser,
  demo: Demo,
  person: DemoPerson,
  options: Looks = {},
): Promise<Visitor> {
  const { width = 1440, colorScheme = 'light' } = options;
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme,
    // Nothing shall move while colours are measured.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(ANSWER_WITHIN_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.stack ?? String(error)));
  page.on('console', message => {
    if (message.type() !== 'error') return;
    complaints.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(demo.url);
  await page.getByRole('button', { name: `Sign in as ${person}` }).click();
  await page.getByRole('heading', { name: 'Acme Catalog' }).waitFor();
  const stage = (name: string) =>
    page.getByRole('article', { name, exact: true });
  return {
    page,
    context,
    complaints: () => complaints.splice(0),
    async open(entity) {
      await page.goto(
        `${demo.url}/catalog/default/component/${entity}/freight`,
      );
    },
    freight: version =>
      page.getByRole('button', {
        name: new RegExp(`^${version.replaceAll('.', '\\.')}`),
      }),
    dialog: page.getByRole('dialog'),
    stage,
    button: (of, name) => stage(of).getByRole('button', { name }),
    promotion: reason =>
      page.getByRole('row').filter({ hasText: `“${reason}”` }),
    async answer(reason, submit) {
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/^Why\?/).fill(reason);
      await dialog.getByRole('button', { name: submit }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    async runsWell(name, version) {
      const card = stage(name);
      await shown(card.filter({ hasText: `${version}for` }));
      await shown(card.getByText('Healthy · Synced'));
      await shown(card.getByText('verified', { exact: true }));
    },
  };
}
