import { setImmediate as nextTurn } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';
import { z } from 'zod';

/** Parsing keeps everything else waiting: about 50 ms for a megabyte. */
const MOST_AT_ONCE = 4 * 1024 * 1024;
const LONGEST_TURN_MS = 20;

const list = z
  .array(z.string())
  .nullish()
  .catch(undefined)
  .transform(value => value ?? []);
const entrySchema = z.object({
  version: z.string(),
  urls: list,
  digest: z.string().nullish().catch(undefined),
  home: z.string().optional().catch(undefined),
  sources: list,
  annotations: z
    .record(z.string(), z.string())
    .nullish()
    .catch(undefined)
    .transform(value => value ?? {}),
});
const wholeSchema = z.object({
  entries: z.record(z.string(), z.unknown()).nullish(),
});

/** A version of a chart in a repository's index. All scalars are the texts that stand there, so that 1.10 stays 1.10. */
export interface IndexedChart {
  version: string;
  /** Absolute, or relative to the repository. */
  urls: string[];
  /** Hexadecimal SHA-256 of the archive, where known. */
  digest?: string;
  home?: string;
  sources: string[];
  annotations: Record<string, string>;
}

/**
 * The versions of one chart in an `index.yaml`; undefined: there is no such chart. Throws an `InputError` that names the file and the line,
 * and nothing of what it says: it may come from where nobody expected to be asked.
 *
 * @remarks An index of many megabytes takes seconds to parse, so of one in the usual layout, a list item for each version, only the
 * lines of this chart are read, item by item, and others get their turn in between.
 */
export async function readChartIndex(
  file: string,
  content: string,
  name: string,
): Promise<IndexedChart[] | undefined> {
  const items = itemsOf(content, name);
  if (items === undefined) {
    const whole = wholeSchema.safeParse(parse(file, content, 0));
    if (!whole.success) {
      throw new InputError(
        `${file} cannot be read: it is no index of a chart repository, which has "entries"`,
      );
    }
    const entries = Object.entries(whole.data.entries ?? {});
    const found = entries.find(([key]) => key === name);
    return (
      found && z.array(z.unknown()).catch([]).parse(found[1]).flatMap(toIndexed)
    );
  }
  const versions: IndexedChart[] = [];
  let began = performance.now();
  for (const { text, line } of items) {
    versions.push(...[parse(file, text, line)].flat().flatMap(toIndexed));
    if (performance.now() - began > LONGEST_TURN_MS) {
      await nextTurn();
      began = performance.now();
    }
  }
  return versions;
}

/** The list items of a chart; undefined: the layout is another one, or there is no such chart. */
function itemsOf(
  content: string,
  name: string,
): { text: string; line: number }[] | undefined {
  const start = /^entries:[ \t]*\r?$/m.exec(content);
  if (!start) {
    return undefined;
  }
  const from = start.index + start[0].length;
  // The first key below `entries` says how far charts' names are indented.
  const [, indent = ''] =
    /^( +)[^\s#-]/m.exec(content.slice(from, from + 10_000)) ?? [];
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const head = new RegExp(
    `^${indent}(["']?)${escaped}\\1:[ \\t]*\\r?\\n`,
    'm',
  ).exec(content.slice(from));
  if (!indent || !head) {
    return undefined;
  }
  const at = from + head.index + head[0].length;
  const [, dash] = /^( *)- /.exec(content.slice(at, at + 100)) ?? [];
  if (dash === undefined || dash.length < indent.length) {
    return undefined;
  }
  const rest = content.slice(at);
  const end = rest.search(new RegExp(`^(?!${dash}[- ]).*\\S`, 'm'));
  let line = lineAt(content, at);
  return (end < 0 ? rest : rest.slice(0, end))
    .split(new RegExp(`^(?=${dash}- )`, 'm'))
    .map(text => {
      const item = { text, line };
      line += text.split('\n').length - 1;
      return item;
    });
}

function lineAt(content: string, at: number): number {
  return content.slice(0, at).split('\n').length - 1;
}

function parse(file: string, text: string, line: number): unknown {
  if (text.length > MOST_AT_ONCE) {
    throw new InputError(
      `${file} cannot be read: it has ${text.length} characters in another layout than Helm's own, and only ${MOST_AT_ONCE} are read at once; "helm repo index" writes it anew`,
    );
  }
  try {
    return load(text, { schema: FAILSAFE_SCHEMA });
  } catch (error) {
    const place = error instanceof YAMLException ? error.mark?.line : undefined;
    throw new InputError(
      `${file} cannot be read: it is no YAML${
        place === undefined ? '' : `, from line ${line + place + 1} on`
      }`,
    );
  }
}

/** None for an entry without a version. */
function toIndexed(entry: unknown): IndexedChart[] {
  const { data } = entrySchema.safeParse(entry);
  if (!data) {
    return [];
  }
  const digest = data.digest?.replace(/^sha256:/, '');
  const { version, urls, home, sources, annotations } = data;
  return [
    {
      ...{ version, urls, sources, annotations },
      ...(digest && { digest }),
      ...(home && { home }),
    },
  ];
}
