import {
  DefinitionError,
  PipelineDefinition,
  PipelineState,
} from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from '../ports';

/** A pipeline as it is stored, but for the text of its definition. */
export interface PipelineRecord {
  id: string;
  entityRef: string;
  /** What the catalog last said of its entity. */
  entity: PipelineEntity;
  /** ISO 8601; since when the entity or its annotation is gone. */
  entityGoneAt?: string;
  /** Project of the last good definition. */
  project?: string;
  state: PipelineState;
  errors: DefinitionError[];
  sourceUrl?: string;
  etag?: string;
  /** Parser that last read the text. */
  parserVersion?: string;
  /** The last good definition; what runs. */
  definition?: PipelineDefinition;
  /** ISO 8601; when the source last answered. */
  readAt?: string;
}
