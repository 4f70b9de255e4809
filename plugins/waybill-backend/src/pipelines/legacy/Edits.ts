import { JsonObject } from '@waybill/backstage-plugin-waybill-common';

/** What a tool of v0.3 does to the files, as steps and as sentences for the commit. */
export interface Edits {
  steps: { uses: string; config: JsonObject }[];
  changes: string[];
}
