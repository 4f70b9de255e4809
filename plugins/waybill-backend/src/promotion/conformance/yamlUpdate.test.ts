// What differs is checked by functions beside the cases.
/* eslint-disable jest/no-standalone-expect */
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';
import { describeConformance } from '../../testing/describeConformance';

interface Case {
  name: string;
  path?: string;
  content: string | null;
  updates: { key: string; value: JsonValue }[];
  expect: {
    kargo?: string;
    waybill?: string;
    commitMessage?: string;
    error?: boolean;
  };
}

describeConformance<Case>('yaml-update.json', {
  async check(item) {
    const { state, content } = await run(item);
    const wanted = item.expect.error
      ? { status: 'Errored', content: item.content ?? undefined }
      : {
          status: 'Succeeded',
          content: item.expect.waybill ?? item.expect.kargo,
        };
    expect({ status: state.status, content }).toEqual(wanted);
    const message = item.expect.commitMessage ?? state.output?.commitMessage;
    expect(state.output?.commitMessage).toBe(
      item.expect.commitMessage
        ? String(message).replace('Updated ', 'Updated src/')
        : message,
    );
  },
  differs: {
    'no updates still adds the final newline': {
      because:
        'the step refuses an empty list, and a file is not touched beyond its values',
      async check(item) {
        const { state, content } = await run(item);
        expect(state.status).toBe('Failed');
        expect(content).toBe(item.content);
      },
    },
  },
  becauseOf: ({ expect: { kargo, waybill } }) =>
    waybill === undefined || waybill === kargo
      ? undefined
      : 'comments, quotes and the end of a file stay, and a text stays a text',
});

async function run(item: Case) {
  const path = item.path ?? 'values.yaml';
  const world = promotionWorld({
    files: {
      'README.md': '',
      ...(item.content !== null && { [path]: item.content }),
    },
    record: promotionOf([
      step('git-clone', { repoURL: REPO, checkout: [{ path: 'src' }] }),
      step('copy', { inPath: 'src', outPath: 'out' }),
      step('yaml-update', { path: `src/${path}`, updates: item.updates }),
      step('git-commit', { path: 'src', message: 'x' }),
      step('git-push', { path: 'src' }),
    ]),
  });
  await world.finish();
  const state = world.record.stepStates[2];
  return { state, content: world.git.file(REPO, 'main', path) };
}
