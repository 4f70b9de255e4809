// What differs is checked by functions beside the cases.
/* eslint-disable jest/no-standalone-expect */
import {
  Freight,
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationSource,
} from '@waybill/backstage-plugin-waybill-node';
import { parse } from 'yaml';
import { syncPatch } from '../../argo/syncPatch';
import { isAuthorizedStage } from '../../governance/isAuthorizedStage';
import { updateYaml } from '../../promotion/editing/updateYaml';
import { createStepEnvironment } from '../../promotion/expressions/createStepEnvironment';
import { evaluateTemplate } from '../../promotion/expressions/evaluateTemplate';
import { finalPhase } from '../../promotion/runner/finalPhase';
import { argocdUpdateSchema } from '../../promotion/steps/argocdConfig';
import { applySource } from '../../promotion/steps/updateSources';
import {
  promotionOf,
  promotionWorld,
  REPO,
} from '../../promotion/testing/promotionWorld';
import {
  ConformanceDifference,
  describeConformance,
} from '../../testing/describeConformance';
import { chartEdits } from '../legacy/chartEdits';
import { commitMessage } from '../legacy/commitMessage';
import { pullRequestBranch } from '../legacy/delivery';
import { helmEdits } from '../legacy/helmEdits';
import { kustomizeEdits } from '../legacy/kustomizeEdits';
import { readRef } from '../legacy/readRef';
import { SubscribedArtifacts } from '../legacy/SubscribedArtifacts';
import { translateArgoUpdates } from '../legacy/translateArgoUpdates';
import { translateMechanisms } from '../legacy/translateMechanisms';
import { mechanismsSchema } from '../schemas/mechanismsSchema';

interface Image {
  repoURL: string;
  tag: string;
  digest: string;
}
interface Chart {
  registryURL: string;
  name: string;
  version: string;
}
interface Carried {
  images?: Image[];
  charts?: Chart[];
  commits?: { repoURL: string; id: string }[];
}

/** The file's cases are of several kinds; each has the fields of its own. */
interface LegacyCase extends Carried {
  name: string;
  update?: JsonObject & { repoURL: string };
  updates?: JsonObject[];
  chartUpdates?: (JsonObject & { chartPath: string })[];
  files?: Record<string, string>;
  content?: string;
  commits?: { repoURL: string; id: string; branch?: string }[];
  changes?: string[] & Record<string, string>;
  project?: string;
  stage?: string;
  annotation?: string | null;
  source?: ApplicationSource;
  freight?: Carried;
  phases?: ('Running' | 'Succeeded' | 'Failed' | 'Errored')[];
  expect: Record<string, unknown>;
}

const noGlob: ConformanceDifference<LegacyCase> = {
  because: 'a glob authorises nothing: consent names who is meant',
  check: given => expect(isAuthorized(given)).toBe(false),
};
const noRender: ConformanceDifference<LegacyCase> = {
  because: 'Kargo Render is no longer maintained; the definition is refused',
  check: () =>
    expect(
      mechanismsSchema.safeParse({
        gitRepoUpdates: [{ repoURL: REPO, writeBranch: 'env', render: {} }],
      }).error?.issues[0].message,
    ).toContain('kustomize-build or helm-template'),
};
const byFlag: ConformanceDifference<LegacyCase> = {
  because:
    'a target revision is written only with updateTargetRevision, as v0.3 documented it',
  check: given => {
    expect(applied(given)).toEqual(given.source);
    const asked = { ...given.update!, updateTargetRevision: true };
    expect(applied({ ...given, update: asked })).toEqual(given.expect.source);
  },
};

describeConformance<LegacyCase>('legacy-v03.json', {
  check,
  differs: {
    'helm values: unknown kind passed over': {
      because: 'an unknown kind is an error in the definition',
      check: ({ updates }) =>
        expect(
          mechanismsSchema.safeParse({
            gitRepoUpdates: [
              { repoURL: REPO, writeBranch: 'a', helm: { images: updates } },
            ],
          }).error?.issues[0].path,
        ).toContain('value'),
    },
    'values file: missing key passed over': {
      because:
        'a key that is not there fails the step, as in Kargo’s own steps',
      check: given => expect(() => edited(given)).toThrow('image.other'),
    },
    'values file: comment and quotes lost': {
      because: 'comments and quotes stay',
      check: given => expect(edited(given)).toBe('image:\n  tag: "v1" # c\n'),
    },
    'values file: number-like text written bare': {
      because: 'a tag that looks like a number stays a text',
      check: given => expect(edited(given)).toBe('image:\n  tag: "1.10"\n'),
    },
    'render images: all by default': noRender,
    'render images: only named ones': noRender,
    'pull request: merged without a merge commit id': {
      because:
        'a host that has not said yet which commit it made is asked again',
      async check() {
        const world = pullRequestWorld('1.24.0');
        await world.advance();
        world.hosts.pullRequests[0].state = 'merged';
        expect(await world.advance()).toMatchObject({ type: 'waiting' });
      },
    },
    'authorised: project star': noGlob,
    'authorised: partial stars': noGlob,
    'argocd: Git revision from the Freight': byFlag,
    'argocd: chart version from the Freight': byFlag,
    'argocd: sync request': {
      because: 'an operation is never pinned against the target revision',
      check: ({ source }) => {
        const patch = syncPatch(
          {
            metadata: {
              name: 'app',
              namespace: 'argocd',
              resourceVersion: '1',
            },
            spec: { project: 'default', destination: {}, source },
          } as Application,
          { correlationId: 'p1', reason: 'why', automated: true },
        ) as JsonObject & { operation: { sync: JsonObject } };
        expect(patch.operation.sync).not.toHaveProperty('revisions');
        expect(patch).toMatchObject({
          metadata: { annotations: { 'argocd.argoproj.io/refresh': 'hard' } },
          operation: { initiatedBy: { automated: true } },
        });
      },
    },
  },
});

async function check(given: LegacyCase) {
  const [area] = given.name.split(':');
  const checks: Record<string, (it: LegacyCase) => void | Promise<void>> = {
    'read ref': checkReadRef,
    'commit message': checkMessage,
    'helm values': checkHelm,
    'values file': it => expect(edited(it)).toBe(it.expect.content),
    'chart dependencies': checkCharts,
    kustomize: checkKustomize,
    'pull request': checkPullRequest,
    'stage without mechanisms': checkNoMechanisms,
    aggregate: checkAggregate,
    authorised: it => expect(isAuthorized(it)).toBe(it.expect.authorized),
    argocd: it => expect(applied(it)).toEqual(it.expect.source),
  };
  await checks[area](given);
}

function checkMessage({ changes, expect: expected }: LegacyCase) {
  // The commit is Waybill's.
  const message = String(expected.message).replace(/^Kargo/, 'Waybill');
  expect(commitMessage(changes!)).toBe(message);
}

async function checkNoMechanisms() {
  const none = mechanismsSchema.parse({});
  const { steps } = translateMechanisms(none, {
    project: 'demo',
    stage: 'dev',
    artifacts: subscribed({}),
  });
  expect(steps).toEqual([]);
  expect(finalPhase([], []).phase).toBe('Succeeded');
}

function checkReadRef({ update, commits, expect: expected }: LegacyCase) {
  const found = readRef(update!, commits!);
  if (expected.error) {
    expect(found).toEqual({
      problem: expect.stringContaining(String(expected.contains)),
    });
    return;
  }
  if ('problem' in found) {
    throw new Error(found.problem);
  }
  const refs = {
    commit: () =>
      found.from === 'commit' ? commits![found.index].id : undefined,
    branch: () => (found.from === 'branch' ? found.branch : undefined),
    defaultBranch: () => '',
  };
  expect(refs[found.from]()).toBe(expected.readRef);
  expect(found.from === 'commit' ? found.index : -1).toBe(expected.commitIndex);
}

function checkHelm({ updates, images, expect: expected }: LegacyCase) {
  const { steps, changes } = helmEdits(
    { images: updates as never },
    subscribed({ images }).images,
    '.',
  );
  const byFile = steps.map(({ config }) => [
    config.path,
    Object.fromEntries(
      (config.updates as { key: string; value: string }[]).map(
        ({ key, value }) => [key, filled(value, { images })],
      ),
    ),
  ]);
  expect(Object.fromEntries(byFile)).toEqual(expected.changesByFile);
  expect(changes.map(change => filled(change, { images }))).toEqual(
    expected.changes,
  );
}

function checkCharts(given: LegacyCase) {
  const { charts, chartUpdates, files, expect: expected } = given;
  const update = mechanismsSchema.parse({
    gitRepoUpdates: [
      { repoURL: REPO, writeBranch: 'a', helm: { charts: chartUpdates } },
    ],
  }).gitRepoUpdates[0].helm!;
  const { steps, changes } = chartEdits(
    update,
    subscribed({ charts }).charts,
    '.',
  );
  const byChart = steps.map(({ config }) => {
    const folder = String(config.path).replace(/^\.\//, '');
    const { dependencies } = parse(files![`${folder}/Chart.yaml`]) as {
      dependencies: { repository: string; name: string }[];
    };
    const edits = (
      config.charts as { repository: string; name: string; version: string }[]
    ).map(({ repository, name, version }) => {
      const index = dependencies.findIndex(
        found => found.repository === repository && found.name === name,
      );
      return [`dependencies.${index}.version`, filled(version, { charts })];
    });
    return [folder, Object.fromEntries(edits)];
  });
  expect(Object.fromEntries(byChart)).toEqual(expected.changesByChart);
  expect(changes.map(change => filled(change, { charts }))).toEqual(
    expected.changes,
  );
}

function checkKustomize({ updates, images, expect: expected }: LegacyCase) {
  const { steps, changes } = kustomizeEdits(
    { images: updates as never },
    subscribed({ images }).images,
    '.',
  );
  const set = steps.flatMap(({ config }) =>
    (config.images as Record<string, string>[]).map(
      ({ image, newName, tag, digest }) =>
        `${image}=${newName}${
          tag ? `:${filled(tag, { images })}` : `@${filled(digest, { images })}`
        }`,
    ),
  );
  expect(set).toEqual(expected.setImage);
  expect(changes.map(change => filled(change, { images }))).toEqual(
    expected.changes,
  );
}

function edited({ content, changes }: LegacyCase): string {
  return updateYaml(
    content!,
    Object.entries(changes!).map(([key, value]) => ({ key, value })),
  );
}

function isAuthorized({ annotation, project, stage }: LegacyCase): boolean {
  return isAuthorizedStage(
    annotation === null
      ? {}
      : { 'kargo.akuity.io/authorized-stage': annotation! },
    {
      entityRef: `component:default/${project}`,
      project: project!,
      stage: stage!,
      projectBound: true,
    },
  );
}

/** The Application's source after the step that a source update becomes. */
function applied({ source, update, freight = {} }: LegacyCase) {
  const { argoCDAppUpdates } = mechanismsSchema.parse({
    argoCDAppUpdates: [{ appName: 'app', sourceUpdates: [update] }],
  });
  const { steps } = translateArgoUpdates(
    argoCDAppUpdates,
    [],
    subscribed(freight),
  );
  const config = argocdUpdateSchema.parse(filled(steps[0].config, freight));
  return applySource(source!, config.apps[0].sources![0]);
}

const KUSTOMIZATION = (tag: string) =>
  `images:
  - name: registry.example.com/web
    newName: registry.example.com/web
    newTag: "${tag}"
`;

/** A Stage that opens a pull request, on a tree where the image has this tag. */
function pullRequestWorld(tag: string) {
  const mechanisms = mechanismsSchema.parse({
    gitRepoUpdates: [
      {
        repoURL: REPO,
        readBranch: 'main',
        writeBranch: 'main',
        pullRequest: { github: {} },
        kustomize: {
          images: [{ image: 'registry.example.com/web', path: 'env' }],
        },
      },
    ],
    argoCDAppUpdates: [{ appName: 'web' }],
  });
  const { steps } = translateMechanisms(mechanisms, {
    project: 'demo',
    stage: 'prod',
    artifacts: {
      images: new Set(['registry.example.com/web']),
      commits: [],
      charts: [],
    },
  });
  const world = promotionWorld({
    files: { 'env/kustomization.yaml': KUSTOMIZATION(tag) },
    record: promotionOf(steps),
  });
  world.argo.add('web', REPO);
  return world;
}

async function checkPullRequest(given: LegacyCase) {
  const { project, stage, expect: expected } = given;
  if (expected.branch) {
    expect(pullRequestBranch(project!, stage!)).toBe(expected.branch);
    return;
  }
  const { hasDiffs = true, pullRequest } = given as unknown as {
    hasDiffs?: boolean;
    pullRequest?: { merged: boolean };
  };
  const world = pullRequestWorld(hasDiffs ? '1.24.0' : '1.25.0');
  if (!hasDiffs) {
    expect(await world.finish()).toMatchObject({ phase: expected.phase });
    expect(world.hosts.pullRequests).toEqual([]);
    return;
  }
  expect(await world.advance()).toMatchObject({ type: 'waiting' });
  expect(world.argo.syncs).toEqual([]);
  expect(
    world.record.stepStates.find(({ alias }) => alias === 'pr')?.output,
  ).toMatchObject({ pr: { id: 1, url: expect.stringContaining('/pull/1') } });
  if (!pullRequest) {
    return;
  }
  if (pullRequest.merged) {
    world.hosts.merge(1);
  } else {
    world.hosts.close(1);
  }
  const end = await world.finish();
  expect(end.phase).toBe(expected.phase);
  const { output, message } = world.record.stepStates.find(
    ({ alias }) => alias === 'merged',
  )!;
  if (pullRequest.merged) {
    expect(output?.commit).toBe(world.hosts.pullRequests[0].mergeCommit);
  } else {
    expect(message).toContain('closed without being merged');
  }
}

async function checkAggregate({ phases, expect: expected }: LegacyCase) {
  if (expected.phase === 'Running') {
    const world = pullRequestWorld('1.24.0');
    expect(await world.advance()).toMatchObject({ type: 'waiting' });
    expect(world.argo.syncs).toEqual([]);
    return;
  }
  const states = phases!.map((status, index) => ({
    alias: `update-${index}`,
    status,
  }));
  expect(
    finalPhase(
      states.map(() => ({})),
      states,
    ).phase,
  ).toBe(expected.phase);
}

/** What a Warehouse would subscribe to that brings this Freight. */
function subscribed({
  images = [],
  charts = [],
  commits = [],
}: Carried): SubscribedArtifacts {
  return {
    images: new Set(images.map(({ repoURL }) => repoURL)),
    commits,
    charts: charts.map(({ registryURL, name }) => ({
      repoURL: registryURL,
      name,
    })),
  };
}

/** With its expressions evaluated over Freight that carries this. */
function filled(template: JsonValue, carried: Carried): JsonValue {
  const { images = [], commits = [], charts = [] } = carried;
  const freight = {
    id: 'f',
    alias: 'f',
    warehouse: 'w',
    createdAt: '2024-01-01T00:00:00Z',
    images,
    commits: commits.map(commit => ({ message: '', ...commit })),
    charts: charts.map(({ registryURL, ...chart }) => ({
      repoURL: registryURL,
      ...chart,
    })),
  } as Freight;
  return evaluateTemplate(
    template,
    createStepEnvironment({
      ctx: {},
      freight: [freight],
      promotionVars: [],
      stepVars: [],
      outputs: {},
      alias: 'x',
      earlier: [],
    }),
  );
}
