import {
  DefinitionError,
  PipelineDefinition,
} from '@waybill/backstage-plugin-waybill-common';
import { PipelineEntity } from './PipelineEntity';

/** One file of a definition, as read. */
export interface DefinitionFile {
  /** As shown in errors: `waybill.yaml` */
  path: string;
  text: string;
}

export type DefinitionRead =
  | { status: 'unchanged' }
  | { status: 'read'; etag: string | undefined; files: DefinitionFile[] }
  /** Could not be had; a sentence: what was asked, what came back. */
  | { status: 'unreadable'; message: string }
  /** The source answers that it is not there. */
  | { status: 'gone'; message: string };

/** Where definitions come from. */
export interface DefinitionsPort {
  /** Every entity with the annotation. Throws when the catalog does not answer; never a partial list. */
  listEntities(signal: AbortSignal): Promise<PipelineEntity[]>;
  read(options: {
    entity: PipelineEntity;
    etag?: string;
    signal: AbortSignal;
  }): Promise<DefinitionRead>;
  /** Pure: text to a pipeline, or to errors. Also `waybill.variables`, which depend on the entity. */
  parse(options: { entity: PipelineEntity; files: DefinitionFile[] }): {
    definition?: PipelineDefinition;
    errors: DefinitionError[];
  };
  /** Changes when the parser does, so that kept text is parsed again. */
  readonly parserVersion: string;
}
