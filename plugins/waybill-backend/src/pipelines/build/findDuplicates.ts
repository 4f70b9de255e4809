import { DefinitionError } from '@waybill/backstage-plugin-waybill-common';
import { errorAt, SourceDocument } from '../parse/SourceDocument';
import { Resources } from './Resources';

/** Two documents of one kind and name: which of them counts must not depend on their order. */
export function findDuplicates(resources: Resources): DefinitionError[] {
  return Object.values(resources).flatMap(ofKind => {
    const first = new Map<string, SourceDocument>();
    return ofKind.flatMap(({ source }) => {
      const before = first.get(source.name);
      if (!before) {
        first.set(source.name, source);
        return [];
      }
      const path = ['metadata', 'name'];
      const { file, line } = before.locate(path);
      return [
        errorAt(source, {
          path,
          message: `A ${source.kind} "${source.name}" stands already in ${file}, line ${line}`,
        }),
      ];
    });
  });
}
