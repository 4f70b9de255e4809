import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { describeConformance } from '../../testing/describeConformance';
import { runFileStep } from './runFileStep';

interface Case {
  name: string;
  content: string;
  updates: { key: string; value: JsonValue }[];
  expect: { text?: string; error?: boolean; contains?: string };
}

describeConformance<Case>('toml-update.json', {
  async check(item) {
    const { state, content } = await runFileStep(
      'toml-update',
      { path: 'config.toml', updates: item.updates },
      { 'config.toml': item.content },
    );
    const { error, contains = '', text = item.content } = item.expect;
    // eslint-disable-next-line jest/no-standalone-expect
    expect({
      status: state.status,
      message: state.message,
      text: content('config.toml'),
    }).toEqual({
      status: error ? 'Errored' : 'Succeeded',
      message: expect.stringContaining(contains),
      text,
    });
  },
});
