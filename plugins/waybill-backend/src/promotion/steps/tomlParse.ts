import { createParseStep } from '../reading/createParseStep';
import { parseToml } from '../reading/parseToml';

/** Reads values from a TOML file. */
export const tomlParse = createParseStep({
  id: 'toml-parse',
  format: 'TOML',
  parse: parseToml,
});
