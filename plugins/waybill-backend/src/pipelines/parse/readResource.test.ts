import {
  DIRECT,
  errorsOf,
  parse,
  stage,
  WAREHOUSE,
} from './__testUtils__/parsing';

const STEPS = `${DIRECT}\n  promotionTemplate: { spec: { steps: [{ uses: copy }] } }`;

describe('what is not understood', () => {
  it.each([
    [
      'an unknown field',
      `${DIRECT}\n  verificaton: {}`,
      ['13:3 spec: unknown field "verificaton"'],
    ],
    [
      'an unknown field deep down',
      '  requestedFreight: [{ origin: { name: w }, sources: { direct: true, soak: 1h } }]',
      [
        expect.stringMatching(
          /^12:\d+ spec.requestedFreight\[0\].sources: unknown field "soak"$/,
        ),
      ],
    ],
    [
      'verification of a Stage that runs nothing',
      `${DIRECT}\n  verification: { analysisTemplates: [{ name: smoke }] }`,
      [
        expect.stringMatching(
          /^13:3 spec.verification: A Stage without steps runs nothing/,
        ),
      ],
    ],
    [
      'verification by nothing',
      `${STEPS}\n  verification: {}`,
      [
        expect.stringMatching(
          /^14:\d+ spec.verification.*xpected the names of AnalysisTemplates/,
        ),
      ],
    ],
    [
      'verification by no template',
      `${STEPS}\n  verification: { analysisTemplates: [] }`,
      [
        expect.stringMatching(
          /^14:\d+ spec.verification.*xpected at least one AnalysisTemplate/,
        ),
      ],
    ],
    [
      'verification by what is no template, with a number',
      `${STEPS}\n  verification: { analysisTemplates: [{ name: a, kind: Job }], args: [{ name: n, value: 3 }] }`,
      [
        expect.stringMatching(/^14:\d+ spec.verification.*kind/),
        expect.stringMatching(/^14:\d+ spec.verification.*value/),
      ],
    ],
    [
      'a step of no known kind',
      `${DIRECT}\n  promotionTemplate: { spec: { steps: [{ uses: git-merge }] } }`,
      [
        expect.stringMatching(
          /^13:\d+ There is no step "git-merge"; there are argocd-update, copy, /,
        ),
      ],
    ],
    [
      'a condition on a task, which Kargo drops',
      `${DIRECT}\n  promotionTemplate: { spec: { steps: [{ task: { name: t }, if: "\${{ false }}" }] } }`,
      [
        expect.stringMatching(
          /^13:\d+ .*if has no effect on a step that is a task/,
        ),
      ],
    ],
    [
      'an Argo CD instance that is not configured',
      `${DIRECT}\n  shard: apac`,
      [
        '13:10 There is no Argo CD instance "apac" in waybill.argocd.instances; there are emea',
      ],
    ],
    [
      'Freight of a Warehouse that is not there',
      '  requestedFreight: [{ origin: { name: x }, sources: { direct: true } }]',
      [
        expect.stringMatching(
          /^12:\d+ There is no Warehouse "x" in this pipeline; there are w$/,
        ),
      ],
    ],
    [
      'an upstream Stage that is not there',
      '  subscriptions: { upstreamStages: [{ name: nowhere }] }',
      [expect.stringMatching(/^12:\d+ There is no Stage "nowhere"/)],
    ],
    [
      'a Stage without a source',
      '  requestedFreight: [{ origin: { name: w }, sources: {} }]',
      [
        expect.stringMatching(
          /expected direct: true, or stages to take Freight from$/,
        ),
      ],
    ],
    [
      'a wrong type',
      `${DIRECT}\n  shard: 7`,
      ['13:10 spec.shard: expected string, received number'],
    ],
  ])('is an error with its place: %s', (_, spec, expected) => {
    expect(errorsOf(WAREHOUSE + stage(spec))).toEqual(expected);
  });

  it.each([
    [
      'chart: { repoURL: https://c.example.com }',
      /expected the name of a chart in this repository/,
    ],
    [
      'chart: { repoURL: oci://r.example.com/charts, name: redis }',
      /write repoURL: oci:\/\/r\.example\.com\/charts\/redis/,
    ],
    [
      'chart: { registryURL: oci://r.example.com/charts }',
      /expected the name of a chart/,
    ],
    [
      'chart: { repoURL: "https://user:secret@c.example.com", name: redis }',
      /expected a chart repository such as/,
    ],
    [
      'chart: { repoURL: "https://c.example.com?token=secret", name: redis }',
      /without a user or query/,
    ],
    [
      'chart: { repoURL: https://c.example.com, name: redis, semverConstraint: "no range" }',
      /found "no range"/,
    ],
    [
      'chart: { repoURL: https://c.example.com, name: ../redis }',
      /expected the name of a chart: letters/,
    ],
    [
      'image: { repoURL: r.example.com/a, imageSelectionStrategy: NewestBuild }',
      /NewestBuild is not built yet; use SemVer/,
    ],
    [
      'git: { repoURL: https://g.example.com/a, commitSelectionStrategy: SemVer, semverConstraint: ^1.0.0 }',
      /SemVer is not built yet; use NewestFromBranch/,
    ],
    [
      'git: { repoURL: https://g.example.com/a, expressionFilter: "author == \'x\'" }',
      /expressionFilter is not built yet/,
    ],
    [
      'git: { repoURL: https://g.example.com/a, since: "2026-01-01T00:00:00Z" }',
      /since is not built yet/,
    ],
    [
      'git: { repoURL: https://g.example.com/a, insecureSkipTLSVerify: true }',
      /insecureSkipTLSVerify is refused: it would show the platform's token/,
    ],
    [
      'git: { repoURL: git@g.example.com:a/b.git }',
      /Git over SSH is not built yet/,
    ],
    [
      'git: { repoURL: "https://user:secret@g.example.com/a" }',
      /without a user or password/,
    ],
    [
      'image: { repoURL: "r.example.com/a:1.0" }',
      /without scheme, tag or digest/,
    ],
    [
      'image: { repoURL: r.example.com/a, constraint: "not a range" }',
      /constraint/,
    ],
    [
      'image: { repoURL: r.example.com/a, allowTagsRegexes: ["("] }',
      /regular expression/,
    ],
    [
      'git: { repoURL: https://g.example.com/a, includePaths: ["glob:[a"] }',
      /glob|\[a/,
    ],
    ['image: { repoURL: r.example.com/a, discoveryLimit: 500 }', /100/],
  ])(
    'refuses a subscription to run looser than it reads: %s',
    (subscription, expected) => {
      const errors = errorsOf(
        WAREHOUSE.replace(
          'image: { repoURL: registry.example.com/app }',
          subscription,
        ),
      );
      expect(errors[0]).toMatch(expected);
      expect(errors[0]).toMatch(/^6:\d+ /);
      expect(errors.join()).not.toContain('secret');
    },
  );

  it('lists kinds that are not ours, and refuses unknown ones of our group', () => {
    const foreign =
      'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: { name: smoke, namespace: other }\n---\n';
    const { definition } = parse(foreign + WAREHOUSE + stage(DIRECT));
    expect(definition?.ignored).toEqual([
      {
        file: 'waybill.yaml',
        line: 1,
        column: 1,
        kind: 'AnalysisTemplate',
        name: 'smoke',
      },
    ]);
    const unknown =
      'apiVersion: kargo.akuity.io/v1alpha1\nkind: Promotion\nmetadata: { name: x, namespace: p }\n---\n';
    expect(errorsOf(unknown + WAREHOUSE)[0]).toMatch(
      /^1:1 Promotion is not a kind/,
    );
    expect(
      errorsOf(
        `apiVersion: kargo.akuity.io/v1beta1\nkind: Stage\n---\n${WAREHOUSE}`,
      )[0],
    ).toMatch(/^1:1 Expected apiVersion/);
    expect(
      errorsOf(`apiVersion: v1\nkind: List\nitems: []\n---\n${WAREHOUSE}`)[0],
    ).toMatch(/found a List/);
    expect(errorsOf('apiVersion: v1\nkind: Namespace\n')[0]).toMatch(
      /at least one Warehouse or Stage/,
    );
  });
});
