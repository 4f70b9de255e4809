import {
  authority,
  GRANT,
  pipeline,
  REPO,
  stageOf,
  step,
} from './__testUtils__/authorities';
import {
  StageDefinition,
  PromotionStepDefinition,
} from '@waybill/backstage-plugin-waybill-common';

describe('gatesFor', () => {
  const clone = (branch: string, repoURL = '${{ vars.repo }}') =>
    step('git-clone', { repoURL, checkout: [{ branch, path: './out/' }] });
  const messages = (
    steps: PromotionStepDefinition[],
    more: Partial<StageDefinition> = {},
  ) =>
    authority(GRANT)
      .gatesFor(pipeline('storefront'), stageOf(steps, more))
      .map(gate => gate.message);

  it('has none where all that can be told is granted', () => {
    expect(
      messages([clone('main'), step('git-push', { path: 'out' })]),
    ).toEqual([]);
  });

  it.each([
    [
      'another repository',
      [clone('main', 'https://git.example.com/acme/victim')],
      /The repository https:\/\/git.example.com\/acme\/victim is not granted/,
    ],
    [
      'the branch it was opened from',
      [clone('stage/${{ ctx.stage }}'), step('git-push', { path: './out' })],
      /The branch stage\/prod of/,
    ],
    [
      'a target branch',
      [
        clone('main'),
        step('git-push', { path: './out', targetBranch: 'release' }),
      ],
      /The branch release of/,
    ],
    [
      'a generated branch',
      [
        clone('main'),
        step('git-push', { path: './out', generateTargetBranch: true }),
      ],
      /The branch kargo\/promotion\/prod/,
    ],
    [
      'a pull request',
      [
        step('git-open-pr', {
          repoURL: REPO,
          sourceBranch: '${{ outputs.push.branch }}',
          targetBranch: 'release',
        }),
      ],
      /The branch release of/,
    ],
    [
      "a step's own variable",
      [
        step('git-clone', { repoURL: '${{ vars.repo }}', checkout: [] }, [
          { name: 'repo', value: '${{ vars.base }}/x' },
          { name: 'base', value: 'no' },
        ]),
      ],
      undefined,
    ],
    [
      'what only a run knows',
      [
        clone('main', '${{ outputs.x.url }}'),
        step('git-push', { path: './out', targetBranch: 'release' }),
      ],
      undefined,
    ],
  ])('tells before it runs: %s', (_, steps, expected) => {
    expect(messages(steps).join('\n')).toMatch(expected ?? /^$/);
  });

  it('refuses, and with what is known of instances', () => {
    const { gatesFor } = authority({
      argocd: { instances: [{ name: 'emea' }] },
    });
    expect(
      gatesFor(pipeline('storefront'), stageOf([], { shard: 'apac' })),
    ).toEqual([
      {
        code: 'NotAuthorized',
        effect: 'refuse',
        message:
          'There is no Argo CD instance "apac" in waybill.argocd.instances',
      },
    ]);
    expect(
      gatesFor(pipeline('storefront'), stageOf([], { shard: 'emea' })),
    ).toEqual([]);
  });
});
