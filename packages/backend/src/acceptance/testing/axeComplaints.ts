import AxeBuilder from '@axe-core/playwright';
import { Page } from 'playwright-core';

/**
 * What axe finds serious or critical, one line each. Looks at what is ours: the content below the entity's header and tabs, and
 * dialogs; sidebar and header are Backstage's own.
 */
export async function axeComplaints(page: Page, part: string) {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        node => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`,
      ),
    );
}
