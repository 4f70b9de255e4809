import {
  FreightImage,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import { parse } from 'yaml';
import { KustomizeImage } from '../editing/KustomizeImage';
import {
  freightOf,
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';
import { describeConformance } from '../../testing/describeConformance';

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

const byName = (a: KustomizeImage, b: KustomizeImage) =>
  a.name < b.name ? -1 : 1;

describeConformance<Case>('kustomize-set-image.json', {
  async check(item) {
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
    // eslint-disable-next-line jest/no-standalone-expect
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
});

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
