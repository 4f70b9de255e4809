import { stringify } from 'yaml';
import { ExpressionValue } from '../ExpressionValue';
import { writeJson } from '../writeJson';

/** YAML as Go's yaml.v3 writes it: keys in order, four spaces for each level. Throws on what is too long or too deep. */
export function writeYaml(value: ExpressionValue): string {
  // Also measures it: YAML is about as long as JSON with the same indentation.
  const json = writeJson(value, { indent: 4 });
  return stringify(JSON.parse(json), {
    indent: 4,
    lineWidth: 0,
    // yaml.v3 puts in double quotes what would be read as another type; single quotes are for signs that YAML means something by.
    defaultStringType: 'PLAIN',
    aliasDuplicateObjects: false,
  });
}
