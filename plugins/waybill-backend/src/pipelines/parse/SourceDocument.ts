import {
  DefinitionError,
  DefinitionLocation,
} from '@waybill/backstage-plugin-waybill-common';
import { Problem } from './Problem';

/** One YAML document of a definition, with the way back to its text. */
export interface SourceDocument {
  file: string;
  apiVersion: string;
  kind: string;
  /** `metadata.name`; empty where there is none. */
  name: string;
  /** Plain data, placeholders replaced. */
  value: unknown;
  /** Where a field stands; where it is missing, the nearest one around it. */
  locate(
    path: readonly PropertyKey[],
    at?: 'key' | 'value',
  ): DefinitionLocation;
}

/** A sentence about a field of a document, with its place. */
export function errorAt(
  document: SourceDocument,
  { path, at, message }: Problem,
): DefinitionError {
  return { ...document.locate(path, at), message };
}
