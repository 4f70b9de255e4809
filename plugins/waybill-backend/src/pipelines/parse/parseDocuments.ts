import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import {
  Document,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
} from 'yaml';
import { DefinitionFile } from '../../ports';
import { MAX_YAML_ALIASES } from '../limits';
import { aliasProblem, GROWS } from './aliasProblem';
import { locateInYaml } from './locateInYaml';
import { replacePlaceholders } from './replacePlaceholders';
import { SourceDocument } from './SourceDocument';

/** YAML text to documents; what is not well-formed, or asks for too much, to errors with their place. */
export function parseDocuments(
  file: DefinitionFile,
  variables: Readonly<Record<string, string>>,
): { documents: SourceDocument[]; errors: DefinitionError[] } {
  const lines = new LineCounter();
  const errors: DefinitionError[] = [];
  const errorAtOffset = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    errors.push({ file: file.path, line, column: col, message });
  };

  try {
    const parsed = parseAllDocuments(file.text, {
      lineCounter: lines,
      prettyErrors: false,
      // Its own check compares every key with every other one; ours below does not.
      uniqueKeys: false,
    });
    const documents: SourceDocument[] = [];
    for (const yaml of Array.isArray(parsed) ? parsed : []) {
      const before = errors.length;
      for (const found of [...yaml.errors, ...yaml.warnings]) {
        errorAtOffset(found.pos[0], `Not valid YAML: ${found.message}`);
      }
      findDuplicateKeys(yaml, errorAtOffset);
      fillIn(yaml, variables, errorAtOffset);
      if (errors.length === before && yaml.contents) {
        const document = toSourceDocument(file, yaml, lines);
        if ('message' in document) {
          errorAtOffset(yaml.contents.range?.[0] ?? 0, document.message);
        } else if (document.value !== null) {
          documents.push(document);
        }
      }
    }
    return { documents, errors };
  } catch (error) {
    if (error instanceof RangeError) {
      return {
        documents: [],
        errors: [
          {
            file: file.path,
            line: 1,
            column: 1,
            message: 'The YAML is nested too deeply to be read',
          },
        ],
      };
    }
    throw error;
  }
}

function toSourceDocument(
  file: DefinitionFile,
  yaml: Document.Parsed,
  lines: LineCounter,
): SourceDocument | { message: string } {
  const problem = aliasProblem(yaml);
  if (problem) {
    return { message: problem };
  }
  let value: unknown;
  try {
    value = yaml.toJS({ maxAliasCount: MAX_YAML_ALIASES });
  } catch (error) {
    if (error instanceof ReferenceError) {
      return { message: GROWS };
    }
    throw error;
  }
  const fields = (value ?? {}) as Record<string, unknown>;
  const metadata = (fields.metadata ?? {}) as Record<string, unknown>;
  const text = (field: unknown) => (typeof field === 'string' ? field : '');
  return {
    file: file.path,
    apiVersion: text(fields.apiVersion),
    kind: text(fields.kind),
    name: text(metadata.name),
    value,
    locate: (path, at) => {
      const { line, col } = lines.linePos(locateInYaml(yaml, path, at));
      return { file: file.path, line, column: col };
    },
  };
}

function findDuplicateKeys(
  yaml: Document.Parsed,
  errorAtOffset: (offset: number, message: string) => void,
) {
  visit(yaml, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (isScalar(key)) {
          const name = String(key.value);
          if (seen.has(name)) {
            errorAtOffset(
              key.range?.[0] ?? 0,
              `"${name}" stands here a second time`,
            );
          }
          seen.add(name);
        } else {
          // Also an alias: what it stands for may be anything.
          const offset = isNode(key) ? key.range?.[0] : map.range?.[0];
          errorAtOffset(offset ?? 0, 'Expected a text as key');
        }
      }
    },
  });
}

function fillIn(
  yaml: Document.Parsed,
  variables: Readonly<Record<string, string>>,
  errorAtOffset: (offset: number, message: string) => void,
) {
  visit(yaml, {
    Scalar(position, scalar) {
      if (typeof scalar.value !== 'string' || !scalar.value.includes('${')) {
        return;
      }
      if (position === 'key') {
        return;
      }
      const { text, unknown } = replacePlaceholders(scalar.value, variables);
      for (const name of unknown) {
        errorAtOffset(
          scalar.range?.[0] ?? 0,
          `\${${name}} is not known; waybill.variables in the platform's configuration says what placeholders stand for`,
        );
      }
      scalar.value = text;
    },
  });
}
