import { Browser, Locator } from 'playwright-core';
import { axeComplaints } from './testing/axeComplaints';
import { createStory } from './testing/createStory';
import { deliver, mergeRequestOf } from './testing/deliver';
import { eventually } from './testing/eventually';
import { findChromium } from './testing/findChromium';
import { launchChromium } from './testing/launchChromium';
import { shown } from './testing/shown';
import { Demo, DemoPerson, startDemo } from './testing/startDemo';
import { tooWide } from './testing/tooWide';
import { Looks, visit, Visitor } from './testing/Visitor';
import { whyOff } from './testing/whyOff';

jest.setTimeout(120_000);

const CONTENT = 'main .bui-Container';
const DIALOG = '[role="dialog"]';
const COMMIT = /^[0-9a-f]{7}\b/;
const LOOKS = [
  [1440, 'light'],
  [1440, 'dark'],
  [800, 'light'],
  [800, 'dark'],
] as const;
const chromium = findChromium();
const missing = 'Chromium is missing (Debian: apt-get install chromium)';
const runs = chromium !== undefined || process.env.CI === 'true';
if (!runs) process.stdout.write(`${missing}: the page is not tested\n`);

const usable = (button: Locator) =>
  eventually(
    `${button} to be enabled`,
    async () => (await whyOff(button)) === undefined,
    { timeoutMs: 45_000, describe: () => whyOff(button) },
  );

(runs ? describe : describe.skip)('the page of the demo', () => {
  const part = createStory();
  const visitors: Visitor[] = [];
  let demo: Demo;
  let browser: Browser;
  let olga: Visitor;
  let inProd: Promise<void> | undefined;

  const come = async (person: DemoPerson, looks?: Looks) => {
    const visitor = await visit(browser, demo, person, looks);
    visitors.push(visitor);
    return visitor;
  };
  const push = (tag: string) =>
    demo.control('push-image', { repository: 'library/nginx', tag });

  beforeAll(async () => {
    if (!chromium) throw new Error(missing);
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

  const arrival = part(async () => {
    olga = await come('olga');
    const link = (name: string) =>
      olga.page.getByRole('link', { name, exact: true });
    await shown(link('Storefront'));
    await link('Storefront').click();
    const card = olga.page.getByRole('list', { name: 'What runs where' });
    await shown(card.getByText('nothing promoted here yet').first());
    await shown(olga.page.getByRole('link', { name: '1.26.0 can go to dev' }));
    await link('Freight').click();
    await shown(olga.freight('1.26.0'));
    await shown(olga.stage('dev').getByText('nothing promoted here yet'));
    await deliver(demo, '1.26.0', 'dev');
    await olga.runsWell('dev', '1.26.0');
    const back = olga.button('dev', 'Roll back dev');
    expect(await whyOff(back)).toMatch(/Nothing earlier ran/);
    await deliver(demo, '1.26.0', 'uat');
    inProd = deliver(demo, '1.26.0', 'prod');
    await push('1.27.0');
    await shown(olga.freight('1.27.0'));
  });

  const promotion = part(async () => {
    const next = olga.button('uat', 'Promote 1.27.0 to uat');
    await shown(next);
    expect(await whyOff(next)).toMatch(/not yet verified in dev/);
    await shown(olga.stage('uat').getByText('not yet verified in dev'));

    await olga.button('dev', 'Promote 1.27.0 to dev').click();
    await shown(olga.dialog.getByText(/^\+ +newTag: 1\.27\.0$/));
    await shown(olga.dialog.getByText(/^- +newTag: 1\.26\.0$/));
    await shown(olga.dialog.getByText(/4 commits between them/));
    await shown(
      olga.dialog.getByRole('link', { name: 'Ask for the postcode once' }),
    );
    await olga.answer('cart rounding fix', 'Promote');

    const row = olga.promotion('cart rounding fix');
    await shown(row.getByText(/succeeded in/));
    const commit = row.getByRole('link', { name: COMMIT });
    const page = await olga.context.newPage();
    await page.goto((await commit.getAttribute('href'))!);
    await shown(page.getByText(/Waybill-Promotion: dev\./));
    await page.close();
    await olga.runsWell('dev', '1.27.0');
  });

  const upstream = part(async () => {
    const promote = olga.button('uat', 'Promote 1.27.0 to uat');
    await usable(promote);
    await promote.click();
    await olga.answer('looks good in dev', 'Promote');
    await olga.runsWell('uat', '1.27.0');
  });

  const pullRequest = part(async () => {
    await inProd;
    const promote = olga.button('prod', 'Promote 1.27.0 to prod');
    await usable(promote);
    await promote.click();
    await olga.answer('weekly release', 'Promote');
    await shown(olga.stage('prod').getByText(/Waiting for pull request/));
    await olga.button('prod', /^Open/).click();

    const { page } = olga;
    const step = (uses: string) =>
      page.getByRole('listitem').filter({ hasText: new RegExp(`^${uses}`) });
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
    await olga.runsWell('prod', '1.27.0');
    const row = olga.promotion('weekly release');
    await shown(row.getByRole('link', { name: COMMIT }));
  });

  const rollback = part(async () => {
    const back = olga.button('prod', 'Roll back prod');
    await usable(back);
    await back.click();
    const name = /1\.26\.0.*suggested/;
    const suggested = olga.dialog.getByRole('radio', { name });
    await shown(suggested);
    expect(await suggested.isChecked()).toBe(true);
    const submit = olga.dialog.getByRole('button', { name: 'Roll back' });
    expect(await whyOff(submit)).toBe('Say why first');
    await olga.answer('checkout errors', 'Roll back');
    const row = olga.promotion('checkout errors');
    await shown(row.getByText('rollback'));
    const address = await row.getByRole('link').first().getAttribute('href');
    await mergeRequestOf(demo, address!.split('/').pop()!);
    await olga.runsWell('prod', '1.26.0');
  });

  const approval = part(async () => {
    await push('1.28.0');
    await shown(olga.freight('1.28.0'));
    await olga.freight('1.28.0').click();
    const name = 'Where can 1.28.0 go?';
    const panel = olga.page.getByRole('region', { name });
    const button = (does: string) => panel.getByRole('button', { name: does });
    await button('Approve 1.28.0 for prod').click();
    await olga.answer('hotfix', 'Approve');
    await shown(panel.getByText(/approved by olga/));
    await usable(button('Promote 1.28.0 to prod'));
  });

  const refusal = part(async () => {
    const dana = await come('dana');
    await dana.open('storefront');
    const promote = dana.button('prod', /^Promote .* to prod$/);
    await shown(promote);
    await eventually('the answer about permissions', async () =>
      /You may not promote to prod/.test((await whyOff(promote)) ?? ''),
    );
    const focused = () =>
      promote.evaluate(element => element === document.activeElement);
    for (let presses = 0; presses < 80 && !(await focused()); presses += 1)
      await dana.page.keyboard.press('Tab');
    expect(await focused()).toBe(true);
    await shown(dana.page.getByRole('tooltip'));
    await dana.page.keyboard.press('Enter');
    expect(await dana.dialog.count()).toBe(0);
    expect(await whyOff(dana.button('dev', /^Promote/))).toBeUndefined();
  });

  const outsider = part(async () => {
    const otto = await come('otto');
    await otto.open('storefront');
    await shown(otto.page.getByText('Entity not found'));
    // The browser itself notes that the catalog has answered 404.
    expect(otto.complaints()).toEqual([
      expect.stringMatching(/404 .*\/by-name\/component\/default\/storefront$/),
    ]);
  });

  const mistake = part(async () => {
    await olga.open('broken');
    await shown(olga.page.getByText('waybill.yaml, line 12, column 9'));
    await shown(olga.page.getByText(/unknown field "discoveryLimt"/));
  });

  const fanOut = part(async () => {
    await olga.open('guestbook');
    const test = olga.stage('test');
    await shown(test.getByText(/soaking, \d+ min left/));
    await shown(olga.stage('uat-eu').getByText(/soaks in test for/));
    await shown(olga.stage('uat-done').getByText('freight passes through'));
    await shown(olga.button('uat-us', /^Request/));
    const graph = olga.page.getByRole('group', { name: /from left to right/ });
    expect(await graph.locator('svg > g > path + path').count()).toBe(6);
    const hidden = (element: Element) =>
      element.scrollWidth - element.clientWidth;
    expect(await graph.locator('..').evaluate(hidden)).toBe(0);

    await olga.button('test', 'Hold auto-promotion of test').click();
    await olga.answer('load test at noon', 'Hold');
    await shown(test.getByText('held by olga: load test at noon'));
  });

  const trouble = part(async () => {
    await olga.open('storefront');
    const { page } = olga;
    const dev = olga.stage('dev');
    const banner = page.getByRole('group', { name: /cannot look for/ });
    const asleep = { server: 'registry', fault: 'error-500' };
    await demo.control('fault', { ...asleep, on: true });
    await demo.control('break', { application: 'storefront-dev' });
    try {
      await shown(banner.getByText(/was answered 500/));
      await shown(dev.getByText(/^Unhealthy/));
      await shown(page.getByText(/dev is unhealthy: .* Degraded/));
      expect(await axeComplaints(page, CONTENT)).toEqual([]);
    } finally {
      await demo.control('fault', { ...asleep, on: false });
      await demo.control('heal', { application: 'storefront-dev' });
    }
    await page.getByRole('button', { name: /images look now/ }).click();
    await banner.waitFor({ state: 'detached' });
    await shown(dev.getByText('Healthy · Synced'));
  });

  const everything = part(async () => {
    const sam = await come('sam');
    for (const name of ['Storefront', 'Guestbook', 'Broken'])
      await shown(sam.page.getByRole('link', { name, exact: true }));
  });

  const look = async (width: number, colorScheme: 'light' | 'dark') => {
    const visitor = await come('olga', { width, colorScheme });
    const { page } = visitor;
    const fits = async () => {
      expect(await axeComplaints(page, CONTENT)).toEqual([]);
      expect(await tooWide(page, CONTENT)).toEqual([]);
    };
    await visitor.open('storefront');
    await visitor.freight('1.28.0').click();
    await shown(page.getByText('can go now'));
    await fits();
    await visitor.button('dev', 'Promote 1.28.0 to dev').click();
    await shown(visitor.dialog.getByText(/^\+ +newTag/));
    // Every version is built from other code.
    await shown(visitor.dialog.getByText(/2 commits between them/));
    expect(await axeComplaints(page, DIALOG)).toEqual([]);
    await visitor.dialog.getByRole('button', { name: 'Cancel' }).click();
    const name = /of 1\.26\.0 to prod/;
    await page.getByRole('link', { name }).first().click();
    await shown(page.getByText('git-wait-for-pr'));
    await fits();
  };

  it('leads Olga to the tab of storefront, which fills by itself', arrival);
  it('promotes dev with diff and reason, to the healthy Stage', promotion);
  it('opens uat when dev has verified it', upstream);
  it('brings prod through a pull request, its steps live', pullRequest);
  it('rolls prod back, with a reason', rollback);
  it('approves Freight for prod that nobody has verified', approval);
  it('says to Dana why not, also without a mouse', refusal);
  it('hides storefront from Otto', outsider);
  it('shows where broken is broken', mistake);
  it('draws the fan-out of guestbook, its soak, and holds it', fanOut);
  it(
    'says what is wrong with registry and application until they heal',
    trouble,
  );
  it('shows Sam, who owns nothing, all services', everything);
  it.each(LOOKS)('can be read by all, %i wide and %s', look);
});
