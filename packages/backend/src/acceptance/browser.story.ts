// Not run yet: written against the demo, its selectors are being mended. It becomes browser.test.ts when it passes.
import { Browser, Locator } from 'playwright-core';
import { axeComplaints } from './testing/axeComplaints';
import { deliver, mergeRequestOf } from './testing/deliver';
import { eventually } from './testing/eventually';
import { findChromium } from './testing/findChromium';
import { launchChromium } from './testing/launchChromium';
import { Demo, DemoPerson, startDemo } from './testing/startDemo';
import { Looks, visit, Visitor } from './testing/Visitor';

jest.setTimeout(120_000);

const chromium = findChromium();
const CONTENT = 'main .bui-Container';
const DIALOG = '[role="dialog"]';
const mustRun = chromium !== undefined || process.env.CI === 'true';
if (!mustRun) {
  process.stdout.write(
    'No Chromium on this machine (Debian: apt-get install chromium): the page is not tested\n',
  );
}

/** Until it is there; the page asks for news by itself. */
const shown = (what: Locator) => what.first().waitFor({ timeout: 60_000 });
const isOff = async (button: Locator) =>
  (await button.getAttribute('aria-disabled')) === 'true';
const on = (button: Locator) =>
  eventually(`${button} to be enabled`, async () => !(await isOff(button)));
const descriptionOf = (button: Locator) =>
  button.evaluate(
    element =>
      document.getElementById(element.getAttribute('aria-describedby') ?? '')
        ?.textContent,
  );

(mustRun ? describe : describe.skip)('the page of the demo', () => {
  let demo: Demo;
  let browser: Browser;
  let olga: Visitor;
  let inProd: Promise<void> | undefined;
  const visitors: Visitor[] = [];
  const come = async (person: DemoPerson, looks?: Looks) => {
    const visitor = await visit(browser, demo, person, looks);
    visitors.push(visitor);
    return visitor;
  };
  const promotionOf = (reason: string) =>
    olga.page.getByRole('row').filter({ hasText: `“${reason}”` });
  /** The dialog as a person answers it. */
  const answer = async (reason: string, submit: string) => {
    await olga.dialog.getByLabel(/^Why\?/).fill(reason);
    await olga.dialog.getByRole('button', { name: submit }).click();
    await olga.dialog.waitFor({ state: 'hidden' });
  };
  const runsWell = async (stage: string, version: string) => {
    const card = olga.stage(stage);
    await shown(
      card.filter({ hasText: new RegExp(`${stage}.*${version}for`) }),
    );
    await shown(card.getByText('Healthy · Synced'));
    await shown(card.getByText('verified', { exact: true }));
  };

  beforeAll(async () => {
    if (!chromium)
      throw new Error('Chromium is missing (Debian: apt-get install chromium)');
    demo = await startDemo({ headless: false });
    browser = await launchChromium(chromium);
  }, 300_000);
  afterAll(async () => {
    await inProd?.catch(() => {});
    await browser?.close();
    await demo?.stop();
  });
  afterEach(() => {
    for (const visitor of visitors) expect(visitor.complaints()).toEqual([]);
  });

  it('leads Olga to the Freight tab of storefront, which fills by itself', async () => {
    olga = await come('olga');
    const link = olga.page.getByRole('link', {
      name: 'Storefront',
      exact: true,
    });
    await shown(link);
    await link.click();
    await olga.page.getByRole('tab', { name: 'Freight' }).click();
    await shown(olga.freight('1.26.0'));
    await shown(olga.stage('dev').getByText('nothing runs here yet'));
    await deliver(demo, '1.26.0', 'dev');
    await runsWell('dev', '1.26.0');
    const back = olga.button('dev', 'Roll back dev');
    expect(await isOff(back)).toBe(true);
    expect(await descriptionOf(back)).toMatch(/Nothing earlier ran/);
    await deliver(demo, '1.26.0', 'uat');
    inProd = deliver(demo, '1.26.0', 'prod');
    await demo.control('push-image', {
      repository: 'library/nginx',
      tag: '1.27.0',
    });
    await shown(olga.freight('1.27.0'));
  });

  it('promotes dev with a reason after showing the diff, to the commit and the healthy Stage', async () => {
    const next = olga.button('uat', 'Promote 1.27.0 to uat');
    await shown(next);
    expect(await isOff(next)).toBe(true);
    expect(await descriptionOf(next)).toMatch(/not yet verified in dev/);
    await shown(olga.stage('uat').getByText('not yet verified in dev'));

    await olga.button('dev', 'Promote 1.27.0 to dev').click();
    await shown(olga.dialog.getByText(/^\+ +newTag: 1\.27\.0$/));
    await shown(olga.dialog.getByText(/^- +newTag: 1\.26\.0$/));
    expect(await axeComplaints(olga.page, DIALOG)).toEqual([]);
    await answer('cart rounding fix', 'Promote');

    const row = promotionOf('cart rounding fix');
    await shown(row.getByText(/succeeded in/));
    const commit = row.getByRole('link', { name: /^[0-9a-f]{7}$/ });
    const page = await olga.context.newPage();
    await page.goto((await commit.getAttribute('href'))!);
    await shown(page.getByText(/Waybill-Promotion: dev\./));
    await page.close();
    await runsWell('dev', '1.27.0');
  });

  it('opens uat when dev has verified it', async () => {
    const promote = olga.button('uat', 'Promote 1.27.0 to uat');
    await on(promote);
    await promote.click();
    await answer('looks good in dev', 'Promote');
    await runsWell('uat', '1.27.0');
  });

  it('brings prod through a pull request that is merged on its own page, and shows the steps live', async () => {
    await inProd;
    const promote = olga.button('prod', 'Promote 1.27.0 to prod');
    await on(promote);
    await promote.click();
    await answer('weekly release', 'Promote');
    await shown(olga.stage('prod').getByText(/Waiting for pull request/));
    await olga.stage('prod').getByRole('button', { name: /^Open/ }).click();

    const { page } = olga;
    const step = (name: string) =>
      page.getByRole('listitem').filter({ hasText: new RegExp(`^${name}`) });
    await shown(step('git-wait-for-pr').getByText('running'));
    await shown(step('argocd-update').getByText('not yet'));
    expect(await axeComplaints(page, CONTENT)).toEqual([]);

    const opened = olga.context.waitForEvent('page');
    await page.getByRole('link', { name: /^#\d+/ }).click();
    const request = await opened;
    await request.getByRole('button', { name: 'Merge pull request' }).click();
    await shown(request.getByText(/by sandbox-visitor/));
    await request.close();

    await shown(step('argocd-update').getByText('succeeded'));
    await shown(page.getByRole('status').getByText(/succeeded in/));
    await page.getByRole('link', { name: 'All freight of storefront' }).click();
    await runsWell('prod', '1.27.0');
  });

  it('rolls prod back, with a reason, and holds it there', async () => {
    const back = olga.button('prod', 'Roll back prod');
    await on(back);
    await back.click();
    const radio = olga.dialog.getByRole('radio', {
      name: /1\.26\.0.*suggested/,
    });
    await shown(radio);
    expect(await radio.isChecked()).toBe(true);
    const submit = olga.dialog.getByRole('button', { name: 'Roll back' });
    expect(await descriptionOf(submit)).toBe('Say why first');
    await answer('checkout errors', 'Roll back');
    const row = promotionOf('checkout errors');
    await shown(row.getByText('rollback'));
    const address = await row.getByRole('link').first().getAttribute('href');
    await mergeRequestOf(demo, address!.split('/').pop()!);
    await runsWell('prod', '1.26.0');
    await shown(olga.stage('prod').getByText('held by olga: checkout errors'));
  });

  it('approves Freight for prod that nobody has verified', async () => {
    await demo.control('push-image', {
      repository: 'library/nginx',
      tag: '1.28.0',
    });
    await shown(olga.freight('1.28.0'));
    await olga.freight('1.28.0').click();
    const panel = olga.page.getByRole('region', {
      name: 'Where can 1.28.0 go?',
    });
    await panel
      .getByRole('button', { name: 'Approve 1.28.0 for prod' })
      .click();
    await answer('hotfix', 'Approve');
    await shown(panel.getByText(/approved by olga/));
    await on(panel.getByRole('button', { name: 'Promote 1.28.0 to prod' }));
  });

  it('says to Dana why not, also without a mouse', async () => {
    const dana = await come('dana');
    await dana.open('storefront');
    const promote = dana.button('prod', /^Promote .* to prod$/);
    await shown(promote);
    await eventually('the answer about permissions', async () =>
      /You may not promote to prod/.test((await descriptionOf(promote)) ?? ''),
    );
    const focused = () =>
      promote.evaluate(element => element === document.activeElement);
    for (let presses = 0; presses < 80 && !(await focused()); presses += 1)
      await dana.page.keyboard.press('Tab');
    expect(await focused()).toBe(true);
    await shown(dana.page.getByRole('tooltip'));
    await dana.page.keyboard.press('Enter');
    expect(await dana.dialog.count()).toBe(0);
    expect(await isOff(dana.button('dev', /^Promote/))).toBe(false);
  });

  it('hides storefront from Otto', async () => {
    const otto = await come('otto');
    await otto.open('storefront');
    await shown(otto.page.getByText('Entity not found'));
    // The browser itself notes that the catalog has answered 404.
    const [complaint, ...more] = otto.complaints();
    expect(complaint).toMatch(
      /404 .*\/by-name\/component\/default\/storefront/,
    );
    expect(more).toEqual([]);
  });

  it('shows where broken is broken', async () => {
    await olga.open('broken');
    await shown(olga.page.getByText('waybill.yaml, line 12, column 9'));
    await shown(olga.page.getByText(/unknown field "discoveryLimt"/));
  });

  it('draws the fan-out of guestbook, its control flow and its soak', async () => {
    await olga.open('guestbook');
    await shown(olga.stage('test').getByText(/soaking, \d+ min left/));
    await shown(olga.stage('uat-eu').getByText(/soaks in test for/));
    await shown(olga.stage('uat-done').getByText('freight passes through'));
    await shown(olga.button('uat-us', /^Request/));
    const graph = olga.page.getByRole('group', { name: /from left to right/ });
    expect(await graph.locator('svg > g > path + path').count()).toBe(6);
    expect(
      await graph.evaluate(
        element => element.scrollWidth - element.clientWidth,
      ),
    ).toBe(0);
  });

  it.each([
    [1440, 'dark'],
    [800, 'light'],
    [800, 'dark'],
  ] as const)(
    'can be read by everybody, %i pixels wide and %s',
    async (width, colorScheme) => {
      const visitor = await come('olga', { width, colorScheme });
      const { page } = visitor;
      const fits = async () => {
        expect(await axeComplaints(page, CONTENT)).toEqual([]);
        expect(await page.evaluate(tooWide, CONTENT)).toEqual([]);
      };
      await visitor.open('storefront');
      await visitor.freight('1.28.0').click();
      await shown(page.getByText('can go now'));
      await fits();
      await visitor.button('dev', 'Promote 1.28.0 to dev').click();
      await shown(visitor.dialog.getByText(/^\+ +newTag/));
      expect(await axeComplaints(page, DIALOG)).toEqual([]);
      await visitor.dialog.getByRole('button', { name: 'Cancel' }).click();
      await page
        .getByRole('link', { name: /of 1\.26\.0 to prod/ })
        .first()
        .click();
      await shown(page.getByText('git-wait-for-pr'));
      await fits();
    },
  );
});

/** In the page: whatever around the content can be scrolled sideways. */
function tooWide(content: string): string[] {
  const found: string[] = [];
  let element: Element | null = document.querySelector(content);
  for (; element; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth + 1)
      found.push(`${element.tagName} ${element.className}`);
  }
  return found;
}
