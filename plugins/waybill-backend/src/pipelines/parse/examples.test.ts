import { parse, testdata } from './__testUtils__/parsing';

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

  it('has test verified by more than its health', () => {
    expect(definition!.stages.map(it => it.verification)).toEqual([
      {
        analysisTemplates: [{ kind: 'AnalysisTemplate', name: 'smoke-test' }],
        args: [{ name: 'url', value: 'http://guestbook.${{ ctx.stage }}.svc' }],
        vars: [],
        labels: {},
        annotations: {},
      },
      ...Array(4).fill(undefined),
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
