import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDefinition } from './parseDefinition';

const testdata = (name: string) =>
  readFileSync(resolve(__dirname, '../testdata', name), 'utf8');

const available = {
  steps: [
    'git-clone',
    'git-clear',
    'copy',
    'kustomize-set-image',
    'yaml-update',
    'git-commit',
    'git-push',
    'git-open-pr',
    'git-wait-for-pr',
    'argocd-update',
    'fail',
  ],
  argoInstances: ['emea'],
};

function parse(text: string, variables: Record<string, string> = {}) {
  return parseDefinition(
    [{ path: 'waybill.yaml', text }],
    variables,
    available,
  );
}

/** `line:column message` of each error. */
function errorsOf(text: string, variables?: Record<string, string>) {
  return parse(text, variables).errors.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

const WAREHOUSE = `apiVersion: kargo.akuity.io/v1alpha1
kind: Warehouse
metadata: { name: w, namespace: p }
spec:
  subscriptions:
    - image: { repoURL: registry.example.com/app }
---
`;

const stage = (spec: string, name = 's', namespace = 'p') =>
  `apiVersion: kargo.akuity.io/v1alpha1
kind: Stage
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${spec}
`;
const DIRECT =
  '  requestedFreight: [{ origin: { name: w }, sources: { direct: true } }]';

describe('the example in the form of v0.3', () => {
  const { definition, errors } = parse(testdata('nginx-v0.3.yaml'), {
    GITOPS_REPO_URL: 'https://git.example.com/acme/storefront-config.git',
  });

  it('is one project with its Stages in the order of the file', () => {
    expect(errors).toEqual([]);
    expect(definition?.project).toBe('storefront');
    expect(definition?.stages.map(found => found.name)).toEqual([
      'dev',
      'uat',
      'prod',
    ]);
    expect(definition?.stages[1].requestedFreight).toEqual([
      {
        origin: { kind: 'Warehouse', name: 'images' },
        sources: {
          direct: false,
          stages: ['dev'],
          availabilityStrategy: 'OneOf',
          selectionPolicy: 'NewestFreight',
        },
      },
    ]);
    expect(definition?.ignored).toEqual([
      {
        file: 'waybill.yaml',
        line: 2,
        column: 1,
        kind: 'Namespace',
        name: 'storefront',
      },
    ]);
  });

  it('pushes straight to dev and by a pull request to prod', () => {
    const uses = (index: number) =>
      definition?.stages[index].steps.map(step => step.uses);
    const before = [
      'git-clone',
      'git-clear',
      'copy',
      'kustomize-set-image',
      'git-commit',
      'git-push',
    ];
    expect(uses(0)).toEqual([...before, 'argocd-update']);
    expect(uses(2)).toEqual([
      ...before,
      'git-open-pr',
      'git-wait-for-pr',
      'argocd-update',
    ]);
  });

  it('asks no application for a revision, so that dev stays healthy when uat and prod write the same branch', () => {
    for (const found of definition?.stages ?? []) {
      expect(found.steps.at(-1)?.config).toEqual({
        apps: [{ name: `storefront-${found.name}`, namespace: 'argocd' }],
      });
    }
  });
});

describe('the example in the form of 1.x', () => {
  const { definition, errors } = parse(testdata('guestbook-v1.yaml'));

  it('has fan-out, a control-flow Stage and soak', () => {
    expect(errors).toEqual([]);
    const [, eu, , done] = definition!.stages;
    expect(eu.requestedFreight[0].sources.requiredSoakSeconds).toBe(1800);
    expect(done.steps).toEqual([]);
    expect(done.requestedFreight[0].sources).toMatchObject({
      stages: ['uat-eu', 'uat-us'],
      availabilityStrategy: 'All',
    });
    expect(definition?.promotionPolicies).toEqual([
      {
        stageSelector: { name: 'glob:{test,uat-*}' },
        autoPromotionEnabled: true,
      },
    ]);
  });

  it('has its shared task in each Stage that uses it', () => {
    const aliases = definition!.stages
      .slice(0, 2)
      .map(({ steps }) => steps.map(step => step.as));
    const rest = [
      'step-1',
      'step-2',
      'set-image',
      'step-4',
      'commit',
      'step-6',
      'step-7',
    ];
    expect(aliases[0]).toEqual(rest.map(name => `promote::${name}`));
    expect(aliases[1]).toEqual(rest.map(name => `task-1::${name}`));
  });
});

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
      'verification',
      `${DIRECT}\n  verification: { analysisTemplates: [{ name: smoke }] }`,
      [
        expect.stringMatching(
          /^13:3 spec.verification: verification is not built yet; remove it/,
        ),
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
      'chart: { repoURL: https://c.example.com, name: redis }',
      /chart is not built yet; remove the subscription/,
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

describe('one pipeline', () => {
  it('is one project', () => {
    expect(errorsOf(WAREHOUSE + stage(DIRECT, 's', 'other'))).toEqual([
      '10:33 One pipeline is one project: expected "p" as in the documents before, found "other"',
    ]);
  });

  it('has each name once', () => {
    expect(
      errorsOf(`${WAREHOUSE}${stage(DIRECT)}---\n${stage(DIRECT)}`),
    ).toEqual(['16:19 A Stage "s" stands already in waybill.yaml, line 10']);
  });

  it('has no cycle, whichever form its Stages are written in', () => {
    const upstream = (name: string) =>
      `  subscriptions: { upstreamStages: [{ name: ${name} }] }`;
    const errors = errorsOf(
      `${WAREHOUSE}${stage(upstream('b'), 'a')}---\n${stage(
        '  requestedFreight: [{ origin: { name: w }, sources: { stages: [a] } }]',
        'b',
      )}`,
    );
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatch(/^12:\d+ Stage "a" would wait for itself/);
  });

  it('says the same of every file of a folder, by its name', () => {
    const { errors } = parseDefinition(
      [
        { path: 'a.yaml', text: WAREHOUSE },
        { path: 'b.yaml', text: stage(`${DIRECT}\n  nope: 1`) },
      ],
      {},
      available,
    );
    expect(errors).toEqual([
      {
        file: 'b.yaml',
        line: 6,
        column: 3,
        message: 'spec: unknown field "nope"',
      },
    ]);
  });
});

describe('the older ways to say something', () => {
  it('reads PromotionPolicy of v0.3, and two for one Stage switch it off', () => {
    const policy = (name: string, on: boolean) =>
      `apiVersion: kargo.akuity.io/v1alpha1\nkind: PromotionPolicy\nmetadata: { name: ${name}, namespace: p }\nstage: s\nenableAutoPromotion: ${on}\n---\n`;
    const policies = (...texts: string[]) =>
      parse(texts.join('') + WAREHOUSE + stage(DIRECT)).definition
        ?.promotionPolicies;
    const on = { stageSelector: { name: 's' }, autoPromotionEnabled: true };
    const off = { ...on, autoPromotionEnabled: false };
    expect(policies(policy('one', true))).toEqual([on]);
    expect(policies(policy('one', true), policy('two', true))).toEqual([
      off,
      off,
    ]);
  });

  it('reads allowTags and ignoreTags of v0.3 as the regular expressions they mean', () => {
    const text = WAREHOUSE.replace(
      'registry.example.com/app }',
      'registry.example.com/app, allowTags: "^1", ignoreTags: [1.0.0] }',
    );
    expect(
      parse(text + stage(DIRECT)).definition?.warehouses[0].subscriptions[0],
    ).toMatchObject({
      allowTagsRegexes: ['^1'],
      ignoreTagsRegexes: ['^1\\.0\\.0$'],
    });
  });

  it('understands the same under its own apiVersion', () => {
    const own = (WAREHOUSE + stage(DIRECT)).replaceAll(
      'kargo.akuity.io/',
      'waybill/',
    );
    expect(parse(own).errors).toEqual([]);
  });
});

describe('text that asks for too much', () => {
  it('is refused with a sentence: bytes, documents, aliases, depth', () => {
    expect(errorsOf(`# ${'x'.repeat(1024 * 1024)}`)[0]).toMatch(
      /at most 1048576 bytes/,
    );
    expect(errorsOf('kind: X\n---\n'.repeat(201))[0]).toMatch(
      /^401:1 .*at most 200 documents, found 201/,
    );
    const bomb = Array.from({ length: 12 }, (_, i) =>
      i === 0 ? 'a0: &a0 [x]' : `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`,
    ).join('\n');
    expect(errorsOf(bomb)[0]).toMatch(/aliases would make it grow/);
    expect(errorsOf(`a: ${'['.repeat(200_000)}`)[0]).toMatch(
      /nested too deeply|Not valid YAML/,
    );
  });

  it('does not take long over many keys or many unfinished expressions', () => {
    const started = performance.now();
    errorsOf(Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n'));
    errorsOf(`a: "${'${{'.repeat(300_000)}"`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is refused where it is no YAML, with its place', () => {
    expect(errorsOf('kind: Stage\nmetadata: {')[0]).toMatch(
      /^2:\d+ Not valid YAML/,
    );
    expect(errorsOf('kind: A\nkind: B')[0]).toBe(
      '2:1 "kind" stands here a second time',
    );
    expect(errorsOf('kind: !js/function x')[0]).toMatch(/^1:7 Not valid YAML/);
  });
});

it('never throws, and every error has its place', () => {
  const examples = ['nginx-v0.3.yaml', 'guestbook-v1.yaml'].map(testdata);
  const mutation = fc.record({
    text: fc.constantFrom(...examples),
    at: fc.nat(),
    length: fc.nat(40),
    put: fc.oneof(
      fc.string(),
      fc.constantFrom('null', '{}', '[]', '&a ', '*a', '${X}', '${{', '!!x '),
    ),
  });
  fc.assert(
    fc.property(mutation, ({ text, at, length, put }) => {
      const start = at % text.length;
      const { definition, errors } = parse(
        text.slice(0, start) + put + text.slice(start + length),
        { GITOPS_REPO_URL: 'https://git.example.com/acme/x' },
      );
      expect(Boolean(definition)).toBe(errors.length === 0);
      for (const { line, column } of errors) {
        expect(Math.min(line, column)).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});

describe('placeholders', () => {
  const withStep = (value: string) =>
    WAREHOUSE +
    stage(
      `${DIRECT}\n  promotionTemplate: { spec: { steps: [{ uses: git-clear, config: { path: ${value} } }] } }`,
    );
  const pathOf = (value: string, variables: Record<string, string>) =>
    parse(withStep(value), variables).definition?.stages[0].steps[0].config
      .path;

  it('are replaced in scalars, after parsing', () => {
    expect(pathOf('"${A}/${A_1}"', { A: 'x', A_1: 'y' })).toBe('x/y');
    // YAML in a value stays text, and a value is not read for placeholders again.
    expect(pathOf('"${A}"', { A: 'x } ]\n- ${B}', B: 'no' })).toBe(
      'x } ]\n- ${B}',
    );
  });

  it('are left alone inside expressions and where they are not UPPER_SNAKE', () => {
    const text = '"${{ vars.x + \'${A}\' }}${a}$A${% \\"${A}\\" %}"';
    expect(pathOf(text, { A: 'x' })).toBe(
      '${{ vars.x + \'${A}\' }}${a}$A${% "${A}" %}',
    );
  });

  it('are errors at their line where nobody knows them', () => {
    expect(errorsOf(withStep('"${NOPE}"'), { constructor: 'x' })).toEqual([
      expect.stringMatching(
        /^13:\d+ \$\{NOPE\} is not known; waybill.variables/,
      ),
    ]);
  });
});
