import {
  FreightImage,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import { parse } from 'yaml';
import { setKustomizeImages } from '../editing/setKustomizeImages';
import { KustomizeImage } from '../editing/KustomizeImage';
import {
  freightOf,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';
import { conformanceCases } from './conformanceCases';

interface Case {
  name: string;
  file?: string;
  files?: string[];
  config: JsonObject & { path: string };
  freight?: Partial<FreightImage>[];
  warehouses?: { name: string; images: string[] }[];
  expect: {
    images?: KustomizeImage[];
    commitMessage?: string | null;
    error?: boolean;
  };
}

const file = conformanceCases<Case>('kustomize-set-image.json');
const byName = (a: KustomizeImage, b: KustomizeImage) =>
  a.name < b.name ? -1 : 1;

async function run(item: Case) {
  const folder = item.config.path === '.' ? '' : `${item.config.path}/`;
  const names = item.files ?? ['kustomization.yaml'];
  const world = promotionWorld({
    files: Object.fromEntries([
      ['README.md', ''],
      ...names.map(name => [`${folder}${name}`, item.file ?? '']),
    ]),
    record: promotionOf([
      step('git-clone', { repoURL: REPO, checkout: [{ path: 'src' }] }),
      step('kustomize-set-image', {
        ...item.config,
        path: `src/${item.config.path}`,
      }),
      step('git-commit', { path: 'src', message: 'x' }),
      step('git-push', { path: 'src' }),
    ]),
  });
  const target = freightOf('1');
  const images = (of: Partial<FreightImage>[]) =>
    of.map(image => ({ tag: '', digest: '', repoURL: '', ...image }));
  world.freight = item.warehouses
    ? item.warehouses.map((warehouse, index) => ({
        ...target,
        id: index ? `other-${index}` : target.id,
        warehouse: warehouse.name,
        images: images(
          warehouse.images.map(repoURL => ({ repoURL, tag: '1' })),
        ),
      }))
    : [{ ...target, images: images(item.freight ?? []) }];
  await world.finish();
  return {
    state: world.record.stepStates[1],
    text: world.git.file(REPO, 'main', `${folder}${names[0]}`) ?? '',
  };
}

(file ? describe : describe.skip)('conformance: kustomize-set-image', () => {
  it.each((file?.cases ?? []).map(item => [item.name, item] as const))(
    '%s',
    async (_, item) => {
      const { state, text } = await run(item);
      const { images = [] } = (parse(text, { schema: 'failsafe' }) || {}) as {
        images?: KustomizeImage[];
      };
      const found = {
        status: state.status,
        // The order of the file is kept where Kargo sorts.
        images: [...images].sort(byName),
        commitMessage: state.output?.commitMessage ?? null,
      };
      const { path } = item.config;
      expect(found).toEqual(
        item.expect.error
          ? { status: 'Errored', images: [], commitMessage: null }
          : {
              status: 'Succeeded',
              images: item.expect.images,
              commitMessage:
                item.expect.commitMessage?.replace(
                  `Updated ${path}`,
                  `Updated src/${path}`,
                ) ?? null,
            },
      );
    },
  );
});

describe('setKustomizeImages', () => {
  it.each<[string, string, KustomizeImage[], string]>([
    [
      'changes one line of a commented file',
      'resources: [a]\nimages: # all\n  # base\n  - name: web # keep\n    newTag: "1.0" # pinned\n  - name: db\n    newTag: 2\nx: 1\n',
      [{ name: 'web', newTag: '1.1' }],
      'resources: [a]\nimages: # all\n  # base\n  - name: web # keep\n    newTag: "1.1" # pinned\n  - name: db\n    newTag: 2\nx: 1\n',
    ],
    [
      'quotes a tag that reads as a number',
      'images:\n- name: web\n  newTag: latest\n',
      [{ name: 'web', newTag: '1.10' }],
      'images:\n- name: web\n  newTag: "1.10"\n',
    ],
    [
      'adds an entry after the last one, indented alike',
      'images:\n    - name: web\n      newTag: a # here\n# end\nx: 1\n',
      [{ name: 'db', newTag: 'b' }],
      'images:\n    - name: web\n      newTag: a # here\n    - name: db\n      newTag: b\n# end\nx: 1\n',
    ],
    [
      'adds the list to a file without a final newline',
      'resources:\n- a',
      [{ name: 'db', newTag: 'b' }],
      'resources:\n- a\nimages:\n- name: db\n  newTag: b\n',
    ],
    [
      'fills an empty list',
      'images: []\nx: 1\n',
      [{ name: 'db', newTag: 'b' }],
      'images:\n- name: db\n  newTag: b\nx: 1\n',
    ],
    [
      'fills a list that is null',
      'images:\nx: 1\n',
      [{ name: 'db', newTag: 'b' }],
      'images:\n- name: db\n  newTag: b\nx: 1\n',
    ],
    [
      'removes what is replaced, also before the name',
      'images:\n- newTag: a\n  name: web\n  digest: sha256:1\n',
      [{ name: 'web', newTag: 'b', newName: 'm/web' }],
      'images:\n- newTag: b\n  name: web\n  newName: m/web\n',
    ],
    [
      'a digest takes the place of a leading tag',
      'images:\n- newTag: a\n  name: web\n',
      [{ name: 'web', digest: 'sha256:1' }],
      'images:\n- name: web\n  digest: sha256:1\n',
    ],
    [
      'removes the last line of a file and adds an entry',
      'images:\n- name: web\n  newTag: a',
      [
        { name: 'web', digest: 'sha256:1' },
        { name: 'db', newTag: 'b' },
      ],
      'images:\n- name: web\n  digest: sha256:1\n- name: db\n  newTag: b',
    ],
    [
      'writes entries in braces in braces',
      'images: [{name: web, newTag: a}, {name: x}]\n',
      [
        { name: 'web', newTag: 'b' },
        { name: 'db', newTag: 'c' },
      ],
      'images: [{name: web, newTag: b}, {name: x}, {name: db, newTag: c}]\n',
    ],
  ])('%s', (_, text, updates, expected) => {
    expect(setKustomizeImages(text, updates).text).toBe(expected);
  });

  it('changes nothing when all is as it should be', () => {
    const text = "images:\n- name: web\n  newTag: '1.0'\n";
    expect(
      setKustomizeImages(text, [{ name: 'web', newTag: '1.0' }]).text,
    ).toBe(text);
  });
});

if (!file) {
  it('conformance cases are not there', () => expect(file).toBeUndefined());
}
