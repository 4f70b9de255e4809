import { createParseStep } from '../reading/createParseStep';
import { parseYaml } from '../reading/parseYaml';

/** Reads values from a YAML file. */
export const yamlParse = createParseStep({
  id: 'yaml-parse',
  format: 'YAML',
  parse: parseYaml,
});
