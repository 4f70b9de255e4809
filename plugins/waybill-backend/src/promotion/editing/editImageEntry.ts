import { isScalar, Pair, Scalar, YAMLMap } from 'yaml';
import { formatScalar } from './formatScalar';
import { IMAGE_FIELDS, KustomizeImage } from './KustomizeImage';
import { replaceScalar } from './replaceScalar';
import { TextEdit } from './TextEdit';

/** What an entry of `images` may hold beside its name; what is not wanted goes. */
const REPLACED: readonly string[] = [...IMAGE_FIELDS, 'tagSuffix'];

/** The edits that make an existing entry what is wanted, field by field. */
export function editImageEntry(
  text: string,
  entry: YAMLMap,
  wanted: KustomizeImage,
): TextEdit[] {
  const pairs = entry.items;
  if (entry.flow) {
    return [rewriteFlow(entry, wanted)];
  }
  const edits: TextEdit[] = [];
  const missing = new Set<string>(
    IMAGE_FIELDS.filter(field => wanted[field] !== undefined),
  );
  pairs.forEach((pair, index) => {
    const name = keyOf(pair);
    if (!REPLACED.includes(name)) {
      return;
    }
    const value = wanted[name as keyof KustomizeImage];
    if (value !== undefined && isScalar(pair.value)) {
      missing.delete(name);
      const unchanged = (pair.value.source ?? '') === value;
      if (!unchanged) {
        edits.push(replaceScalar(text, pair.value, value, false));
      }
    } else {
      edits.push(removePair(text, pairs, index));
    }
  });

  const nameKey = pairs.find(pair => keyOf(pair) === 'name')?.key as Scalar;
  const [nameStart] = nameKey.range ?? [0];
  const indent = ' '.repeat(nameStart - lineStart(text, nameStart));
  const at = lineEnd(text, nameStart);
  for (const field of IMAGE_FIELDS) {
    if (missing.has(field)) {
      edits.push({
        start: at,
        end: at,
        text: `\n${indent}${field}: ${plain(wanted[field])}`,
      });
    }
  }
  return edits;
}

/** `name: …` and the fields of an image, each on its line. */
export function imageLines(image: KustomizeImage): string[] {
  return [
    `name: ${plain(image.name)}`,
    ...IMAGE_FIELDS.filter(field => image[field] !== undefined).map(
      field => `${field}: ${plain(image[field])}`,
    ),
  ];
}

/** The same as a map in braces. */
export function imageInBraces(image: KustomizeImage): string {
  const fields = (['name', ...IMAGE_FIELDS] as const)
    .filter(field => image[field] !== undefined)
    .map(field => `${field}: ${plain(image[field], true)}`);
  return `{${fields.join(', ')}}`;
}

function rewriteFlow(entry: YAMLMap, wanted: KustomizeImage): TextEdit {
  const [start, end] = entry.range ?? [0, 0];
  return { start, end, text: imageInBraces(wanted) };
}

function removePair(text: string, pairs: Pair[], index: number): TextEdit {
  const start = startOf(pairs[index]);
  if (index === 0 && pairs.length > 1) {
    // It stands behind the "- ", where the next one goes.
    return { start, end: startOf(pairs[1]), text: '' };
  }
  const value = pairs[index].value;
  const last = isScalar(value) ? value.range?.[1] ?? start : start;
  const from = lineStart(text, start);
  const to = lineEnd(text, Math.max(start, last));
  return to < text.length
    ? { start: from, end: to + 1, text: '' }
    : { start: Math.max(0, from - 1), end: to, text: '' };
}

function plain(value: string | undefined, inFlow = false): string {
  return formatScalar(value ?? '', { type: 'PLAIN', inFlow });
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function startOf(pair: Pair): number {
  return isScalar(pair.key) ? pair.key.range?.[0] ?? 0 : 0;
}

function lineStart(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

function lineEnd(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  return end < 0 ? text.length : end;
}
