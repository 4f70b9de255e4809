import { z } from 'zod';
import { Kind, SCHEMAS } from '../parse/kinds';
import { SourceDocument } from '../parse/SourceDocument';

/** A validated document and where it came from. */
export interface Resource<K extends Kind> {
  source: SourceDocument;
  data: z.output<(typeof SCHEMAS)[K]>;
}

/** All documents of a pipeline by kind, in the order of the files. */
export type Resources = { [K in Kind]: Resource<K>[] };

/** None of any kind. */
export function noResources(): Resources {
  return {
    Warehouse: [],
    Stage: [],
    ProjectConfig: [],
    Project: [],
    PromotionTask: [],
    ClusterPromotionTask: [],
    PromotionPolicy: [],
  };
}
