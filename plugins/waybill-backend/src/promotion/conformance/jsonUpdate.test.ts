import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { conformanceCases } from './conformanceCases';
import { runFileStep } from './runFileStep';

interface Case {
  name: string;
  path: string;
  content: string | null;
  updates: { key: string; value: JsonValue }[];
  expect: {
    text?: string;
    content?: JsonValue;
    commitMessage?: string;
    error?: boolean;
    status?: string;
    contains?: string;
  };
}

/** On purpose: the commit message shows a number as the file does; `1e+06` is how Kargo's language prints it. */
const IN_WAYBILL = new Map([
  ['large whole number', 'Updated config.json\n\n- a: 1000000'],
]);

const file = conformanceCases<Case>('json-update.json');

(file ? describe : describe.skip)('conformance: json-update', () => {
  it.each((file?.cases ?? []).map(item => [item.name, item] as const))(
    '%s',
    async (name, item) => {
      const { state, content } = await runFileStep(
        'json-update',
        { path: item.path, updates: item.updates },
        { [item.path]: item.content },
      );
      const { expect: wanted } = item;
      const text = content(item.path) ?? '';
      expect({
        status: state.status,
        message: state.message,
        text,
        json: wanted.content && JSON.parse(text),
        commitMessage: state.output?.commitMessage,
      }).toEqual({
        status: wanted.error ? wanted.status : 'Succeeded',
        message: expect.stringContaining(wanted.contains ?? ''),
        text: wanted.text ?? (wanted.error ? item.content ?? '' : text),
        json: wanted.content,
        commitMessage:
          IN_WAYBILL.get(name) ??
          wanted.commitMessage ??
          state.output?.commitMessage,
      });
    },
  );
});

if (!file) {
  it('conformance cases are not there', () => expect(file).toBeUndefined());
}
