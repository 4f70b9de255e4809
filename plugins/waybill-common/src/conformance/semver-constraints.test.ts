import { InputError } from '@backstage/errors';
import { selectSemVerTags } from '../rules/selectSemVerTags';
import { ConformanceCase, describeConformance } from './describeConformance';

interface Case extends ConformanceCase {
  constraint: string;
  strictSemvers: boolean;
  tags: string[];
  expect: string[] | { error: true };
}

describeConformance<Case>('semver-constraints.json', {
  run: ({ constraint, strictSemvers, tags, expect: expected }) => {
    const select = () =>
      selectSemVerTags({
        tags,
        constraint,
        strictSemvers,
        allowTagsRegexes: [],
        ignoreTagsRegexes: [],
      });
    if ('error' in expected) {
      expect(select).toThrow(InputError);
    } else {
      expect(select()).toEqual(expected);
    }
  },
});
