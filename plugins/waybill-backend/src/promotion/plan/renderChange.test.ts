import { PromotionStepDefinition } from '@waybill/backstage-plugin-waybill-common';
import {
  ApplicationSource,
  ToolsPort,
} from '@waybill/backstage-plugin-waybill-node';
import { planPromotion } from '../planPromotion';
import { builtInSteps } from '../steps';
import { createFakeTools } from '../testing/FakeTools';
import { describeWithTool } from '../testing/describeWithTool';
import {
  freightOf,
  promotionOf,
  promotionWorld,
  REPO,
  START,
  step,
} from '../testing/promotionWorld';

const FILES = {
  'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'base/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web, image: registry.example.com/web }] } } }\n',
  'prod/kustomization.yaml':
    'resources: [../base]\nimages:\n  - name: registry.example.com/web\n    newTag: 1.24.0\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/values.yaml': 'tag: 1.24.0\nsize: 1\n',
  'chart/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "{{ .Release.Name }}", namespace: "{{ .Release.Namespace }}" }\ndata: { tag: "{{ .Values.tag }}", size: "{{ .Values.size }}", list: "{{ .Values.list }}" }\n',
};
const TAG = "${{ imageFrom('registry.example.com/web').Tag }}";
const clone = step('git-clone', {
  repoURL: REPO,
  checkout: [{ branch: 'main', path: 'src' }],
});
const set = step('kustomize-set-image', { path: 'src/prod' });
const setValue = step('yaml-update', {
  path: 'src/chart/values.yaml',
  updates: [{ key: 'tag', value: TAG }],
});
const commit = step('git-commit', { path: 'src', message: 'new' });
const push = step('git-push', { path: 'src' });
const sync = step('argocd-update', { apps: [{ name: 'web' }] });

async function rendered(
  tools: ToolsPort,
  source: Partial<ApplicationSource>,
  steps: PromotionStepDefinition[] = [clone, set, commit, push, sync],
  files: Record<string, string> = {},
) {
  const record = promotionOf(steps);
  const world = promotionWorld({
    files: { ...FILES, ...files },
    record,
    tools,
  });
  const application = world.argo.add('web', REPO);
  application.spec.destination.namespace = 'shop';
  Object.assign(application.spec.source!, source);
  const plan = await planPromotion(
    {
      steps: builtInSteps,
      author: { name: 'Waybill', email: 'waybill@example.com' },
      logger: world.logger,
      withApplications: true,
    },
    {
      ports: world,
      promotion: record,
      freight: [freightOf('1.25.0')],
      now: START,
      signal: new AbortController().signal,
      logger: world.logger,
    },
  );
  expect(plan.error).toBeNull();
  return plan.rendered;
}

/** The lines that differ. */
const lines = (found: Awaited<ReturnType<typeof rendered>>) =>
  found?.flatMap(({ resources }) =>
    resources.flatMap(({ diff }) =>
      diff.split('\n').filter(line => /^[+-](?![+-])/.test(line)),
    ),
  );

describe('the rendered manifests in a preview', () => {
  const none = createFakeTools();

  it('are not there when a plan is made for its hash alone', async () => {
    const record = promotionOf([clone, set, commit, push, sync]);
    const world = promotionWorld({ files: FILES, record });
    world.argo.add('web', REPO);
    const plan = await planPromotion(
      {
        steps: builtInSteps,
        author: { name: 'Waybill', email: 'waybill@example.com' },
        logger: world.logger,
      },
      {
        ports: world,
        promotion: record,
        freight: world.freight,
        now: START,
        signal: new AbortController().signal,
        logger: world.logger,
      },
    );
    expect(plan.rendered).toBeUndefined();
  });

  it('need no program for plain files, as on a branch that a Stage renders to', async () => {
    const steps = [
      step('git-clone', {
        repoURL: REPO,
        checkout: [
          { branch: 'main', path: 'src' },
          { branch: 'stage/prod', create: true, path: 'out' },
        ],
      }),
      step('copy', { inPath: 'src/plain', outPath: 'out/plain' }),
      step('git-commit', { path: 'out', message: 'render' }),
      step('git-push', { path: 'out' }),
      sync,
    ];
    const found = await rendered(
      none,
      { path: 'plain', targetRevision: 'stage/prod' },
      steps,
      {
        'plain/a.yaml':
          'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
        'plain/README.md': 'kind: NotRead\n',
        'plain/deep/b.yaml': 'kind: NotRead\n',
      },
    );
    expect(found).toMatchObject([
      {
        notRendered: null,
        resources: [{ kind: 'Service', name: 'a', change: 'added' }],
      },
    ]);
  });

  it('say of what needs a program that is not there, how to get it', async () => {
    expect(await rendered(none, { path: 'prod' })).toEqual([
      {
        application: 'web',
        namespace: 'argocd',
        resources: [],
        notRendered: 'The program "kustomize" is not there',
      },
    ]);
  });

  it.each<[string, Partial<ApplicationSource>, string]>([
    [
      'a chart from a chart repository',
      { chart: 'web', path: undefined },
      'its chart is in a chart repository',
    ],
    [
      'settings that only Argo CD applies',
      { path: 'prod', kustomize: { namePrefix: 'x-' } },
      'the Application sets kustomize.namePrefix',
    ],
    [
      'values from another repository',
      { path: 'chart', helm: { valueFiles: ['$values/a.yaml'] } },
      'its values file "$values/a.yaml" is somewhere else',
    ],
    [
      'a path out of the repository',
      { path: '../etc' },
      'Path "../etc" leaves the workspace',
    ],
  ])('say why not for %s', async (_name, source, message) => {
    const found = await rendered(none, source, [
      clone,
      set,
      setValue,
      commit,
      push,
      sync,
    ]);
    expect(found).toMatchObject([
      { resources: [], notRendered: expect.stringContaining(message) },
    ]);
  });

  it('are none where the plan changes nothing that the Application looks at', async () => {
    expect(
      await rendered(none, { path: 'prod', targetRevision: 'other' }),
    ).toEqual([
      {
        application: 'web',
        namespace: 'argocd',
        resources: [],
        notRendered: null,
      },
    ]);
  });
});

describe('the rendered manifests of a folder of plain files', () => {
  it('are compared file by file, without those that are no manifests', async () => {
    const steps = [
      clone,
      step('yaml-update', {
        path: 'src/plain/a.yaml',
        updates: [{ key: 'spec.port', value: 81 }],
      }),
      commit,
      push,
      sync,
    ];
    const found = await rendered(createFakeTools(), { path: 'plain' }, steps, {
      'plain/a.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { port: 80 }\n',
      'plain/deep/b.yaml': 'kind: NotRead\n',
      'plain/README.md': 'kind: NotRead\n',
    });
    expect(found).toMatchObject([
      {
        notRendered: null,
        resources: [{ kind: 'Service', name: 'a', change: 'changed' }],
      },
    ]);
    expect(lines(found)).toEqual(['-  port: 80', '+  port: 81']);
  });
});

describeWithTool('kustomize', 'the rendered overlay in a preview', tools => {
  it('shows what a new image comes to, through a base', async () => {
    expect(lines(await rendered(tools(), { path: 'prod' }))).toEqual([
      '-        - image: registry.example.com/web:1.24.0',
      '+        - image: registry.example.com/web:1.25.0@sha256:aa',
    ]);
  });

  it('shows it for a pull request, whose branch the Application does not look at yet', async () => {
    const found = await rendered(tools(), { path: 'prod' }, [
      clone,
      set,
      commit,
      step('git-push', { path: 'src', generateTargetBranch: true }),
      sync,
    ]);
    expect(lines(found)).toHaveLength(2);
  });

  it('shows it for images that are written into the Application itself', async () => {
    const update = step('argocd-update', {
      apps: [
        {
          name: 'web',
          sources: [
            {
              repoURL: REPO,
              kustomize: {
                images: [{ repoURL: 'registry.example.com/web', tag: TAG }],
              },
            },
          ],
        },
      ],
    });
    const found = await rendered(tools(), { path: 'prod' }, [update]);
    expect(lines(found)).toEqual([
      '-        - image: registry.example.com/web:1.24.0',
      '+        - image: registry.example.com/web:1.25.0',
    ]);
  });
});

describeWithTool('helm', 'the rendered chart in a preview', tools => {
  it('has the values that the Application sets', async () => {
    const found = await rendered(
      tools(),
      {
        path: 'chart',
        helm: {
          releaseName: 'shop',
          valueFiles: ['/more.yaml'],
          valuesObject: { size: 3 },
          parameters: [{ name: 'list', value: 'a,b' }],
        },
      },
      [clone, setValue, commit, push, sync],
      { 'more.yaml': 'size: 2\n' },
    );
    expect(found).toMatchObject([
      { resources: [{ kind: 'ConfigMap', namespace: 'shop', name: 'shop' }] },
    ]);
    expect(found?.[0].resources[0].diff).toContain(' list: a,b');
    expect(found?.[0].resources[0].diff).toMatch(/ size: ['"]3['"]/);
    expect(lines(found)).toEqual(['-  tag: 1.24.0', '+  tag: 1.25.0']);
  });
});
