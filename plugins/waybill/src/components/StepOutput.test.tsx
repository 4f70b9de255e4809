import { render } from '@testing-library/react';
import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepOutput } from './StepOutput';

function linesOf(output: JsonObject): string[] {
  const { container } = render(<StepOutput output={output} />);
  const terms = [...container.querySelectorAll('dt')];
  return terms.map(
    term => `${term.textContent}: ${term.nextElementSibling?.textContent}`,
  );
}

describe('what a step left', () => {
  it('names values within values, one of a list and several', () => {
    const test = { namespace: 'argocd', name: 'test' };
    const prod = { namespace: 'argocd', name: 'prod' };
    expect(linesOf({ apps: [test] })).toEqual([
      'apps.namespace: argocd',
      'apps.name: test',
    ]);
    expect(linesOf({ apps: [test, prod] })).toEqual([
      'apps 1.namespace: argocd',
      'apps 1.name: test',
      'apps 2.namespace: argocd',
      'apps 2.name: prod',
    ]);
  });

  it('lists texts, and keeps the dots of a path', () => {
    expect(
      linesOf({
        files: ['a.yaml', 'b.yaml'],
        commits: { './src': '1234567' },
        pr: { id: 1 },
        none: null,
      }),
    ).toEqual(['files: a.yaml, b.yaml', 'commits ./src: 1234567', 'pr.id: 1']);
  });
});
