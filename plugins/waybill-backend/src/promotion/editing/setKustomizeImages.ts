import { InputError } from '@backstage/errors';
import { isMap, isScalar, isSeq, parseAllDocuments, Pair, YAMLMap } from 'yaml';
import { assertEditable } from './assertEditable';
import { editImageEntry } from './editImageEntry';
import { insertImageEntries } from './insertImageEntries';
import { KustomizeImage } from './KustomizeImage';
import { applyTextEdits } from './TextEdit';

/** `*` keeps what is there. */
export type KustomizeImageUpdate = KustomizeImage;

/**
 * Sets entries of a kustomization's `images` in place; comments, order and quoting stay, other entries too.
 *
 * @returns the new text, and the whole resulting list
 */
export function setKustomizeImages(
  text: string,
  updates: KustomizeImageUpdate[],
): { text: string; images: KustomizeImage[] } {
  assertEditable(text);
  const { images } = read(text);
  const wanted = new Map<string, KustomizeImage>();
  for (const update of updates) {
    const existing = images?.entries.filter(e => e.image.name === update.name);
    wanted.set(update.name, keepStars(update, existing?.pop()?.image));
  }
  if (wanted.size === 0) {
    return { text, images: (images?.entries ?? []).map(e => e.image) };
  }

  const edits = (images?.entries ?? []).flatMap(({ node, image }) => {
    const change = wanted.get(image.name);
    return change ? editImageEntry(text, node, change) : [];
  });
  const edited = applyTextEdits(text, edits);
  const known = new Set(images?.entries.map(entry => entry.image.name));
  const added = [...wanted.values()].filter(image => !known.has(image.name));
  // Read again, so that no insertion falls into what an edit has moved.
  const now = read(edited);
  const result = applyTextEdits(
    edited,
    insertImageEntries(edited, now.map, now.images?.pair, added),
  );

  const list = read(result).images?.entries.map(entry => entry.image) ?? [];
  for (const image of wanted.values()) {
    if (!list.some(entry => isSame(entry, image))) {
      throw new InputError(
        `the entry of "${image.name}" cannot be set safely in this file's layout`,
      );
    }
  }
  return { text: result, images: list };
}

interface Images {
  pair: Pair;
  entries: { node: YAMLMap; image: KustomizeImage }[];
}

function read(text: string): {
  map: YAMLMap | undefined;
  images: Images | undefined;
} {
  const documents = parseAllDocuments(text, { uniqueKeys: false });
  if ('empty' in documents) {
    return { map: undefined, images: undefined };
  }
  const [document, ...others] = documents;
  if (document.errors.length) {
    throw new InputError(`it is not valid YAML: ${document.errors[0].message}`);
  }
  if (others.length) {
    throw new InputError('it must hold one document, not several');
  }
  const map = document.contents;
  if (map === null || (isScalar(map) && map.value === null)) {
    return { map: undefined, images: undefined };
  }
  if (!isMap(map)) {
    throw new InputError('it must be a map');
  }
  const pair = map.items.find(
    item => isScalar(item.key) && item.key.value === 'images',
  );
  if (!pair) {
    return { map, images: undefined };
  }
  const list = pair.value;
  if (list === null || (isScalar(list) && list.value === null)) {
    return { map, images: { pair, entries: [] } };
  }
  if (!isSeq(list)) {
    throw new InputError('"images" must be a list');
  }
  const entries = list.items.map(node => {
    if (!isMap(node) || !isScalar(node.get('name', true))) {
      throw new InputError('every entry of "images" must be a map with a name');
    }
    return { node, image: readImage(node) };
  });
  return { map, images: { pair, entries } };
}

function readImage(node: YAMLMap): KustomizeImage {
  const field = (name: string) => {
    const value = node.get(name, true);
    // The text as written: a bare `1.10` is a tag, not a number.
    return isScalar(value) && value.value !== null
      ? value.source ?? String(value.value)
      : undefined;
  };
  return {
    name: field('name') ?? '',
    newName: field('newName'),
    newTag: field('newTag'),
    digest: field('digest'),
  };
}

function keepStars(
  update: KustomizeImageUpdate,
  existing: KustomizeImage | undefined,
): KustomizeImage {
  const keep = (field: 'newName' | 'newTag' | 'digest') =>
    (update[field] === '*' ? existing?.[field] : update[field]) || undefined;
  return {
    name: update.name,
    newName: keep('newName'),
    newTag: keep('newTag'),
    digest: keep('digest'),
  };
}

function isSame(a: KustomizeImage, b: KustomizeImage): boolean {
  return (
    a.name === b.name &&
    a.newName === b.newName &&
    a.newTag === b.newTag &&
    a.digest === b.digest
  );
}
