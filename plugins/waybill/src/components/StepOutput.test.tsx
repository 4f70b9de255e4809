import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepOutput } from './StepOutput';

async function linesOf(output: JsonObject): Promise<string[]> {
  const { container, unmount } = renderInTestApp(
    <StepOutput output={output} />,
  );
  await screen.findByText('Output');
  const terms = [...container.querySelectorAll('dt')];
  const lines = terms.map(
    term => `${term.textContent}: ${term.nextElementSibling?.textContent}`,
  );
  unmount();
  return lines;
}

describe('what a step left', () => {
  it('names values within values, one of a list and several', async () => {
    const test = { namespace: 'argocd', name: 'test' };
    const prod = { namespace: 'argocd', name: 'prod' };
    expect(await linesOf({ apps: [test] })).toEqual([
      'apps.namespace: argocd',
      'apps.name: test',
    ]);
    expect(await linesOf({ apps: [test, prod] })).toEqual([
      'apps 1.namespace: argocd',
      'apps 1.name: test',
      'apps 2.namespace: argocd',
      'apps 2.name: prod',
    ]);
  });

  it('lists texts, and keeps the dots of a path', async () => {
    expect(
      await linesOf({
        files: ['a.yaml', 'b.yaml'],
        commits: { './src': '1234567' },
        pr: { id: 1 },
        none: null,
      }),
    ).toEqual(['files: a.yaml, b.yaml', 'commits ./src: 1234567', 'pr.id: 1']);
  });
});
