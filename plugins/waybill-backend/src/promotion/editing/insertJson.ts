import { Node } from 'jsonc-parser';
import { TextEdit } from './TextEdit';

/** How a JSON text is laid out. */
export interface JsonLayout {
  /** `\n` or `\r\n`; undefined: all on one line. */
  lineBreak: string | undefined;
  /** One level. */
  indent: string;
  /** After a colon or a comma on one line. */
  space: string;
}

export function readLayout(text: string, root: Node): JsonLayout {
  const [name, value] = firstProperty(root)?.children ?? [];
  const isTight = value && value.offset === name.offset + name.length + 1;
  return {
    lineBreak: /\r?\n(?=[^\r\n])/.exec(text)?.[0],
    indent: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ',
    space: isTight ? '' : ' ',
  };
}

/** The edits that put values behind the last one of a list or an object; `names` are those of an object's. */
export function insertJson(
  text: string,
  layout: JsonLayout,
  container: Node,
  values: { name?: string; value: unknown }[],
): TextEdit[] {
  const children = container.children ?? [];
  const last = children.at(-1);
  const ownIndent = indentAt(text, container.offset);
  if (!last) {
    return [fillEmpty(text, layout, container, values, ownIndent)];
  }
  const end = last.offset + last.length;
  const indent = indentAt(text, last.offset);
  const lineStart = last.offset - indent.length;
  const isInLines = lineStart > 0 && text[lineStart - 1] === '\n';
  const pieces = values.map(item =>
    write(item, isInLines ? layout : inOneLine(layout), indent),
  );
  const gap = isInLines ? `${lineBreakOf(layout)}${indent}` : layout.space;
  const joined = pieces.map(piece => `${gap}${piece}`).join(',');
  const comma = skipComments(text, end);
  const hasComma = text[comma] === ',';
  const behind = hasComma ? comma + 1 : end;
  const at = isInLines ? endOfLine(text, behind) : behind;
  return [
    ...(hasComma ? [] : [{ start: end, end, text: ',' }]),
    { start: at, end: at, text: hasComma ? `${joined},` : joined },
  ];
}

function fillEmpty(
  text: string,
  layout: JsonLayout,
  container: Node,
  values: { name?: string; value: unknown }[],
  ownIndent: string,
): TextEdit {
  const start = container.offset + 1;
  const end = container.offset + container.length - 1;
  const inner = text.slice(start, end);
  if (layout.lineBreak === undefined && !inner.includes('\n')) {
    const pieces = values.map(item => write(item, layout, ''));
    return { start, end, text: inner.trim() + pieces.join(`,${layout.space}`) };
  }
  const lineBreak = lineBreakOf(layout);
  const indent = ownIndent + layout.indent;
  const lines = values
    .map(item => `${lineBreak}${indent}${write(item, layout, indent)}`)
    .join(',');
  return {
    start,
    end,
    text: `${inner.trimEnd()}${lines}${lineBreak}${ownIndent}`,
  };
}

function write(
  { name, value }: { name?: string; value: unknown },
  layout: JsonLayout,
  indent: string,
): string {
  const { lineBreak, space } = layout;
  const text =
    lineBreak === undefined
      ? compact(value, space)
      : JSON.stringify(value, null, layout.indent).replace(
          /\n/g,
          `${lineBreak}${indent}`,
        );
  const colon = lineBreak === undefined ? `:${space}` : ': ';
  return name === undefined ? text : `${JSON.stringify(name)}${colon}${text}`;
}

function compact(value: unknown, space: string): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => compact(item, space)).join(`,${space}`)}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([name, item]) =>
        `${JSON.stringify(name)}:${space}${compact(item, space)}`,
    );
    return `{${entries.join(`,${space}`)}}`;
  }
  return JSON.stringify(value);
}

function inOneLine(layout: JsonLayout): JsonLayout {
  return { ...layout, lineBreak: undefined };
}

function lineBreakOf(layout: JsonLayout): string {
  return layout.lineBreak ?? '\n';
}

function firstProperty(root: Node): Node | undefined {
  const todo = [root];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node.type === 'object' && node.children?.length) {
      return node.children[0];
    }
    todo.push(...(node.children ?? []).slice(0, 1));
  }
  return undefined;
}

/** What stands before the first character of a position's line. */
function indentAt(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The next position that is neither white space nor a comment's. */
function skipComments(text: string, from: number): number {
  const pattern = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
}

/** Behind the comments on a position's line, so that they stay with the value before them. */
function endOfLine(text: string, from: number): number {
  const pattern = /(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^\n]*?\*\/))*/y;
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
}
