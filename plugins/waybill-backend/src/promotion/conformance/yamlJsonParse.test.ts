import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { describeConformance } from '../../testing/describeConformance';
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

describeConformance<Case>('yaml-json-parse.json', {
  async check(item) {
    const { state } = await runFileStep(
      `${item.format}-parse`,
      {
        path: 'file',
        outputs: Object.entries(item.outputs).map(([name, fromExpression]) => ({
          name,
          fromExpression,
        })),
      },
      { file: item.content },
    );
    const { status = 'Succeeded', contains = '', output } = item.expect;
    // eslint-disable-next-line jest/no-standalone-expect
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
});
