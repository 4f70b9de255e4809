import { z } from 'zod';
import { readYamlFile } from './readYamlFile';

/** A chart in a repository's index. */
export interface IndexedChart {
  version: string;
  /** Absolute, or relative to the repository. */
  urls: string[];
  /** Hexadecimal SHA-256 of the archive, where known. */
  digest?: string;
}

const schema = z.array(
  z.object({
    version: z.string(),
    urls: z
      .array(z.string())
      .nullish()
      .transform(value => value ?? []),
    digest: z
      .string()
      .nullish()
      .transform(value => value?.replace(/^sha256:/, '') || undefined),
  }),
);
const wholeSchema = z.object({
  entries: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * The versions of one chart in an `index.yaml`; undefined: there is no such chart. Throws an `InputError` that names the file.
 *
 * @remarks An index of thousands of versions takes seconds to parse, so of one in the layout that Helm writes only the lines of this
 * chart are read.
 */
export function chartIndexEntry(
  file: string,
  content: string,
  name: string,
): IndexedChart[] | undefined {
  const lines = linesOf(content, name);
  if (lines !== undefined) {
    return readYamlFile(file, lines, schema);
  }
  const { entries } = readYamlFile(file, content, wholeSchema);
  const entry = Object.entries(entries ?? {}).find(([key]) => key === name);
  return entry && schema.parse(entry[1] ?? []);
}

/** Undefined: the layout is another one, or there is no such chart. */
function linesOf(content: string, name: string): string | undefined {
  const start = content.search(/^entries:[ \t]*$/m);
  if (start < 0) {
    return undefined;
  }
  const head = `\n  ${name}:\n`;
  const at = content.indexOf(head, start);
  const rest = at < 0 ? '' : content.slice(at + head.length);
  if (!rest.startsWith('  - ')) {
    return undefined;
  }
  const end = rest.search(/^(?! {2}[- ]).*\S/m);
  return end < 0 ? rest : rest.slice(0, end);
}
