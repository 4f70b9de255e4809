import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { commitMessage } from '../legacy/commitMessage';
import { pullRequestBranch } from '../legacy/delivery';
import { helmEdits } from '../legacy/helmEdits';
import { kustomizeEdits } from '../legacy/kustomizeEdits';
import { readRef } from '../legacy/readRef';
import { translateArgoUpdates } from '../legacy/translateArgoUpdates';
import { mechanismsSchema } from '../schemas/mechanismsSchema';
import { describeCases } from './__testUtils__/describeCases';

interface Image {
  repoURL: string;
  tag: string;
  digest: string;
}

/** The file's cases are of several kinds; each has the fields of its own. */
interface LegacyCase {
  name: string;
  update?: JsonObject & { repoURL: string };
  updates?: JsonObject[];
  commits?: { repoURL: string; id?: string; branch?: string }[];
  changes?: string[];
  images?: Image[];
  project?: string;
  stage?: string;
  annotation?: string | null;
  freight?: {
    commits?: { repoURL: string; id: string }[];
    images?: Image[];
  };
  expect: Record<string, unknown>;
}

const byStep =
  'the steps are tested in the room of promotion, on what they write';

describeCases<LegacyCase>('legacy-v03.json', {
  notYet: {
    'helm values: unknown kind passed over':
      'on purpose: an unknown kind is an error in the definition',
    'values file: value set': byStep,
    'values file: missing key passed over': byStep,
    'values file: comment and quotes lost': byStep,
    'values file: number-like text written bare': byStep,
    'chart dependencies: matched by repository and name': 'not built yet',
    'render images: all by default': 'not built yet',
    'render images: only named ones': 'not built yet',
    'pull request: opened when there are differences': byStep,
    'pull request: none when there are no differences': byStep,
    'pull request: merged': byStep,
    'pull request: closed unmerged': byStep,
    'pull request: merged without a merge commit id': byStep,
    'aggregate: running stops before Argo CD': byStep,
    'aggregate: failed beats running': byStep,
    'aggregate: errored beats failed': byStep,
    'authorised: no annotation': 'with the rules of authority, in governance',
    'authorised: exact': 'with the rules of authority, in governance',
    'authorised: project star': 'on purpose: globs authorise nothing',
    'authorised: no colon': 'with the rules of authority, in governance',
    'authorised: partial stars': 'on purpose: globs authorise nothing',
    'authorised: stars that do not match':
      'with the rules of authority, in governance',
    'argocd: Git revision from the Freight':
      'on purpose: only with updateTargetRevision, as v0.3 documented it',
    'argocd: chart version from the Freight': 'not built yet',
    'argocd: Helm parameter': 'not built yet',
    'argocd: sync request': 'on purpose: an operation is never pinned',
  },
  check(given) {
    const { name } = given;
    if (name.startsWith('read ref')) {
      checkReadRef(given);
    } else if (name.startsWith('commit message')) {
      checkMessage(given);
    } else if (name.startsWith('helm values')) {
      checkHelm(given);
    } else if (name.startsWith('kustomize')) {
      checkKustomize(given);
    } else if (name === 'pull request: head branch') {
      checkHeadBranch(given);
    } else if (name === 'stage without mechanisms') {
      checkNoMechanisms();
    } else if (name === 'argocd: Kustomize image') {
      checkArgoImage(given);
    } else {
      throw new Error(`No check for the case "${name}"`);
    }
  },
});

function checkMessage({ changes, expect: expected }: LegacyCase) {
  // The commit is Waybill's.
  const message = String(expected.message).replace(/^Kargo/, 'Waybill');
  expect(commitMessage(changes!)).toBe(message);
}

function checkHeadBranch({ project, stage, expect: expected }: LegacyCase) {
  expect(pullRequestBranch(project!, stage!)).toBe(expected.branch);
}

function checkNoMechanisms() {
  expect(mechanismsSchema.parse({})).toEqual({
    gitRepoUpdates: [],
    argoCDAppUpdates: [],
  });
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
    { images: updates as never, charts: undefined },
    repositoriesOf(images),
    '.',
  );
  const byFile = steps.map(({ config }) => [
    config.path,
    Object.fromEntries(
      (config.updates as { key: string; value: string }[]).map(
        ({ key, value }) => [key, fill(value, images!)],
      ),
    ),
  ]);
  expect(Object.fromEntries(byFile)).toEqual(expected.changesByFile);
  expect(changes.map(change => fill(change, images!))).toEqual(
    expected.changes,
  );
}

function checkKustomize({ updates, images, expect: expected }: LegacyCase) {
  const { steps, changes } = kustomizeEdits(
    { images: updates as never },
    repositoriesOf(images),
    '.',
  );
  const set = steps.flatMap(({ config }) =>
    (config.images as Record<string, string>[]).map(image =>
      kustomizeImage(image.image, image, images!),
    ),
  );
  expect(set).toEqual(expected.setImage);
  expect(changes.map(change => fill(change, images!))).toEqual(
    expected.changes,
  );
}

function checkArgoImage({ update, freight, expect: expected }: LegacyCase) {
  const { argoCDAppUpdates } = mechanismsSchema.parse({
    argoCDAppUpdates: [{ appName: 'app', sourceUpdates: [update] }],
  });
  const { steps } = translateArgoUpdates(argoCDAppUpdates, [], {
    images: repositoriesOf(freight?.images),
    commits: [],
  });
  const [app] = steps[0].config.apps as {
    sources: { kustomize: { images: Record<string, string>[] } }[];
  }[];
  const images = app.sources[0].kustomize.images.map(image =>
    kustomizeImage(image.repoURL, image, freight!.images!),
  );
  expect({ images }).toEqual(
    (expected.source as { kustomize: object }).kustomize,
  );
}

function kustomizeImage(
  name: string,
  { newName, tag, digest }: Record<string, string>,
  images: Image[],
) {
  const reference = tag ? `:${fill(tag, images)}` : `@${fill(digest, images)}`;
  return `${name}=${newName}${reference}`;
}

function repositoriesOf(images: Image[] = []): Set<string> {
  return new Set(images.map(({ repoURL }) => repoURL));
}

/** Evaluates the two expressions that the translation writes; the language itself has its own suite. */
function fill(template: string, images: Image[]): string {
  return template.replace(
    /\$\{\{ (quote\()?imageFrom\("([^"]+)"\)\.(Tag|Digest)\)? \}\}/g,
    (_, __, repoURL: string, field: string) => {
      const image = images.find(found => found.repoURL === repoURL)!;
      return field === 'Tag' ? image.tag : image.digest;
    },
  );
}
