// What differs is checked by functions beside the cases.
/* eslint-disable jest/no-standalone-expect */
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { describeConformance } from '../../testing/describeConformance';
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

describeConformance<Case>('json-update.json', {
  check: item => check(item, item.expect.commitMessage),
  differs: {
    'large whole number': {
      because: 'the commit message shows a number as the file does',
      check: item => check(item, 'Updated config.json\n\n- a: 1000000'),
    },
  },
});

async function check(item: Case, commitMessage: string | undefined) {
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
    commitMessage: commitMessage ?? state.output?.commitMessage,
  });
}
