import { InputError } from '@backstage/errors';
import { isMap, isScalar, isSeq, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { imageInBraces, imageLines } from './editImageEntry';
import { KustomizeImage } from './KustomizeImage';
import { TextEdit } from './TextEdit';

/** The edits that add entries to `images`, and the list itself where it is missing. */
export function insertImageEntries(
  text: string,
  map: YAMLMap | undefined,
  images: Pair | undefined,
  added: KustomizeImage[],
): TextEdit[] {
  if (added.length === 0) {
    return [];
  }
  if (!images) {
    if (map?.flow) {
      throw new InputError(
        'a kustomization in braces gets no "images"; write it in lines',
      );
    }
    const glue = text === '' || text.endsWith('\n') ? '' : '\n';
    const list = `images:\n${block(added, '')}`;
    return [{ start: text.length, end: text.length, text: `${glue}${list}\n` }];
  }
  const list = images.value;
  if (isSeq(list) && list.flow && list.items.length > 0) {
    const at = list.items[list.items.length - 1];
    const end = isMap(at) ? at.range?.[1] ?? 0 : 0;
    const items = added.map(image => `, ${imageInBraces(image)}`).join('');
    return [{ start: end, end, text: items }];
  }
  if (isSeq(list) && list.items.length > 0) {
    return [appendToBlock(text, list, added)];
  }
  // `images: []`, `images: null` or `images:`
  const key = isScalar(images.key) ? images.key.range : undefined;
  const colon = text.indexOf(':', key?.[1] ?? 0) + 1;
  const end = (isSeq(list) || isScalar(list) ? list.range?.[1] : 0) ?? 0;
  return [
    { start: colon, end: Math.max(colon, end), text: `\n${block(added, '')}` },
  ];
}

function appendToBlock(
  text: string,
  list: YAMLSeq,
  added: KustomizeImage[],
): TextEdit {
  const first = list.items[0];
  const last = list.items[list.items.length - 1];
  const start = isMap(first) ? first.range?.[0] ?? 0 : 0;
  const dash = text.lastIndexOf('-', start - 1);
  const indent = ' '.repeat(dash - (text.lastIndexOf('\n', dash) + 1));
  const lastEnd = isMap(last) ? last.range?.[1] ?? 0 : 0;
  const content = text.slice(0, lastEnd).trimEnd().length;
  const lineEnd = text.indexOf('\n', content);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return { start: at, end: at, text: `\n${block(added, indent)}` };
}

function block(images: KustomizeImage[], indent: string): string {
  return images
    .map(image =>
      imageLines(image)
        .map((line, index) => `${indent}${index ? '  ' : '- '}${line}`)
        .join('\n'),
    )
    .join('\n');
}
