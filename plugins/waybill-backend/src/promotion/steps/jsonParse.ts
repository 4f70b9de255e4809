import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { createParseStep } from '../reading/createParseStep';

/** Reads values from a JSON file. */
export const jsonParse = createParseStep({
  id: 'json-parse',
  format: 'JSON',
  parse: text => JSON.parse(text) as JsonValue,
});
