import { InputError, isError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { extractOutputs, ParseConfig, parseConfig } from './extractOutputs';
import { readText } from './readText';

/** A step that reads values from a file of one format. */
export function createParseStep(options: {
  id: string;
  /** `YAML` */
  format: string;
  /** Throws an `InputError` that says what is wrong. */
  parse: (text: string) => JsonValue;
}): StepDefinition<ParseConfig> {
  const { id, format, parse } = options;
  return {
    id,
    kind: 'files',
    schema: parseConfig,
    async plan(_context, config) {
      const names = config.outputs.map(item => item.name).join(', ');
      return { summary: `read ${names} from ${config.path}`, effects: [] };
    },
    async run(context, config) {
      const text = await readText(context.workspace, config.path);
      if (text === undefined) {
        throw new InputError(
          `error reading ${format} file: there is no file "${config.path}"`,
        );
      }
      if (text.trim() === '') {
        throw new InputError(
          `could not parse ${
            format === 'JSON' ? '' : 'empty '
          }${format} file: "${config.path}" is empty`,
        );
      }
      const document = read(config.path, text);
      return {
        status: 'Succeeded',
        output: extractOutputs(document, config.outputs),
      };
    },
  };

  function read(path: string, text: string): JsonValue {
    try {
      return parse(text.replace(/^\ufeff/, ''));
    } catch (error) {
      throw new InputError(
        `could not parse ${format} file "${path}": ${
          isError(error) ? error.message : String(error)
        }`,
      );
    }
  }
}
