import { InputError, isError } from '@backstage/errors';
import { Freight } from '@waybill/backstage-plugin-waybill-common';
import {
  StepDefinition,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { KustomizeImage } from '../editing/KustomizeImage';
import { setKustomizeImages } from '../editing/setKustomizeImages';
import { readText } from '../reading/readText';
import { workspacePath } from '../workspace/workspacePath';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const image = z
  .strictObject({
    image: z.string().min(1),
    name: z.string().optional(),
    newName: z.string().optional(),
    tag: z.string().nullish(),
    digest: z.string().nullish(),
  })
  .refine(
    item => Boolean(item.tag) !== Boolean(item.digest),
    'exactly one of "tag" and "digest" must be set',
  );

const schema = z.strictObject({
  path: z.string().min(1),
  images: z.array(image).optional(),
});
type Config = z.infer<typeof schema>;

/** Sets images in a kustomization in place; without a list, all images of the Freight. */
export const kustomizeSetImage: StepDefinition<Config> = {
  id: 'kustomize-set-image',
  kind: 'files',
  schema,
  async plan(_context, config) {
    return {
      summary: `set images in the kustomization of ${config.path}`,
      effects: [],
    };
  },
  async run(context, config) {
    const file = await findKustomization(context.workspace, config.path);
    const before = (await readText(context.workspace, file)) ?? '';
    const updates = config.images?.length
      ? config.images.map(fromConfig)
      : fromFreight(context.promotion.freight);
    const { text, images } = setImages(file, before, updates);
    if (text !== before) {
      await context.workspace.write(file, text);
    }
    return {
      status: 'Succeeded',
      output: images.length
        ? { commitMessage: commitMessage(config.path, images) }
        : {},
    };
  },
};

async function findKustomization(
  workspace: Workspace,
  path: string,
): Promise<string> {
  const folder = workspacePath(path);
  const names = FILE_NAMES.map(name => (folder ? `${folder}/${name}` : name));
  // Mostly it is this one; where each question is a request, the way there is asked for along with it.
  await workspace.read(names[0]);
  const files = new Set(await workspace.list(folder));
  const found = names.filter(name => files.has(name));
  if (found.length === 1) {
    return found[0];
  }
  throw new InputError(
    found.length
      ? `ambiguous result: there are ${found.join(
          ' and ',
        )}; only one can be meant`
      : `could not discover kustomization file: there is no ${FILE_NAMES.join(
          ', ',
        )} in "${path}"`,
  );
}

function fromConfig(
  item: NonNullable<Config['images']>[number],
): KustomizeImage {
  return {
    name: item.name || item.image,
    newName: item.newName || undefined,
    newTag: item.digest ? undefined : item.tag || undefined,
    digest: item.digest || undefined,
  };
}

function fromFreight(freight: Freight[]): KustomizeImage[] {
  const images = freight.flatMap(item =>
    item.images.map(found => ({ ...found, warehouse: item.warehouse })),
  );
  const twice = images.find(found =>
    images.some(
      other =>
        other.repoURL === found.repoURL && other.warehouse !== found.warehouse,
    ),
  );
  if (twice) {
    throw new InputError(
      `manual configuration required due to ambiguous result: several Warehouses carry the image "${twice.repoURL}"`,
    );
  }
  return images.map(found => ({
    name: found.repoURL,
    newTag: found.tag || undefined,
    digest: found.digest || undefined,
  }));
}

function setImages(file: string, text: string, updates: KustomizeImage[]) {
  try {
    return setKustomizeImages(text, updates);
  } catch (error) {
    throw new InputError(
      `"${file}" cannot be updated: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}

/** As in Kargo it lists every image of the file, those that were there before included. */
function commitMessage(path: string, images: KustomizeImage[]): string {
  const references = [...images]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      found =>
        `- ${found.newName ?? found.name}${
          found.newTag ? `:${found.newTag}` : ''
        }${found.digest ? `@${found.digest}` : ''}`,
    );
  const noun = references.length > 1 ? 'images' : 'image';
  return `Updated ${path} to use new ${noun}\n\n${references.join('\n')}`;
}
