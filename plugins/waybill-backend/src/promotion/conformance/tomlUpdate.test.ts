import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { conformanceCases } from './conformanceCases';
import { runFileStep } from './runFileStep';

interface Case {
  name: string;
  content: string;
  updates: { key: string; value: JsonValue }[];
  expect: { text?: string; error?: boolean; contains?: string };
}

const file = conformanceCases<Case>('toml-update.json');

(file ? describe : describe.skip)('conformance: toml-update', () => {
  it.each((file?.cases ?? []).map(item => [item.name, item] as const))(
    '%s',
    async (_, item) => {
      const { state, content } = await runFileStep(
        'toml-update',
        { path: 'config.toml', updates: item.updates },
        { 'config.toml': item.content },
      );
      const { error, contains = '', text = item.content } = item.expect;
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
  );
});

if (!file) {
  it('conformance cases are not there', () => expect(file).toBeUndefined());
}
