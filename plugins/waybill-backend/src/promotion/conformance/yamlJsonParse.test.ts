import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { conformanceCases } from './conformanceCases';
import { runFileStep } from './runFileStep';

interface Case {
  name: string;
  format: 'yaml' | 'json';
  content: string;
  outputs: Record<string, string>;
  expect: {
    output?: JsonObject;
    error?: boolean;
    status?: string;
    contains?: string;
  };
}

const file = conformanceCases<Case>('yaml-json-parse.json');

(file ? describe : describe.skip)('conformance: yaml-parse, json-parse', () => {
  it.each((file?.cases ?? []).map(item => [item.name, item] as const))(
    '%s',
    async (_, item) => {
      const { state } = await runFileStep(
        `${item.format}-parse`,
        {
          path: 'file',
          outputs: Object.entries(item.outputs).map(
            ([name, fromExpression]) => ({ name, fromExpression }),
          ),
        },
        { file: item.content },
      );
      const { status = 'Succeeded', contains = '', output } = item.expect;
      expect({
        status: state.status,
        message: state.message,
        output: state.output,
      }).toEqual({
        status,
        message: expect.stringContaining(contains),
        output,
      });
    },
  );
});

if (!file) {
  it('conformance cases are not there', () => expect(file).toBeUndefined());
}
