import { InputError } from '@backstage/errors';
import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from '../testing/promotionWorld';
import { conformanceCases } from './conformanceCases';
import { updateYaml, YamlUpdate } from '../editing/updateYaml';

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

/** On purpose; the reason. */
const DIFFERS: Record<string, string> = {
  'no updates still adds the final newline':
    'the step refuses an empty list, and a file is not touched beyond its values',
};

const file = conformanceCases<Case>('yaml-update.json');

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

(file ? describe : describe.skip)('conformance: yaml-update', () => {
  const cases = (file?.cases ?? []).filter(item => !DIFFERS[item.name]);
  it.each(cases.map(item => [item.name, item] as const))(
    '%s',
    async (_, item) => {
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
  );
});

describe('updateYaml', () => {
  const set = (text: string, key: string, value: YamlUpdate['value']) =>
    updateYaml(text, [{ key, value }]);

  it.each<[string, string, string, YamlUpdate['value'], string]>([
    ['a missing value', 'a:\nb: 1\n', 'a', 'x', 'a: x\nb: 1\n'],
    [
      'a missing value before a comment',
      'a: # c\nb: 1\n',
      'a',
      'x',
      'a: x # c\nb: 1\n',
    ],
    [
      'an anchor stays',
      'a: &v old # c\nb: *v\n',
      'a',
      'new',
      'a: &v new # c\nb: *v\n',
    ],
    [
      'a block scalar',
      'a: |\n  old\n  text\nb: 1\n',
      'a',
      'new',
      'a: new\nb: 1\n',
    ],
    [
      'a comma in a flow map',
      'a: {b: x, c: 1}\n',
      'a.b',
      'y, z',
      "a: {b: 'y, z', c: 1}\n",
    ],
    [
      'Windows line ends',
      'a: old\r\nb: 1\r\n',
      'a',
      'new',
      'a: new\r\nb: 1\r\n',
    ],
    ['a text with a line break', 'a: x\n', 'a', 'l1\nl2', 'a: "l1\\nl2"\n'],
    ['a quote in single quotes', "a: 'x'\n", 'a', "it's", "a: 'it''s'\n"],
    [
      'the first of two documents',
      'a: 1\n---\na: 2\n',
      'a',
      3,
      'a: 3\n---\na: 2\n',
    ],
    ['a date', 'a: x\n', 'a', '2026-01-02', 'a: "2026-01-02"\n'],
    ['sexagesimal', 'a: x\n', 'a', '12:30', 'a: "12:30"\n'],
  ])('%s', (_, text, key, value, expected) => {
    expect(set(text, key, value)).toBe(expected);
  });

  it('does not write through an alias', () => {
    expect(() => set('a: &v {x: 1}\nb: *v\n', 'b.x', 2)).toThrow(InputError);
  });
});

if (!file) {
  it('conformance cases are not there', () => expect(file).toBeUndefined());
}
