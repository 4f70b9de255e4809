import { selectSemVerTags } from '../rules/selectSemVerTags';
import {
  ConformanceCase,
  describeConformance,
  orError,
} from '../__testUtils__/describeConformance';

interface Case extends ConformanceCase {
  constraint: string;
  strictSemvers: boolean;
  tags: string[];
  expect: string[] | { error: true };
}

describeConformance<Case>('semver-constraints.json', {
  answer: ({ constraint, strictSemvers, tags }) =>
    orError(() =>
      selectSemVerTags({
        tags,
        constraint,
        strictSemvers,
        allowTagsRegexes: [],
        ignoreTagsRegexes: [],
      }),
    ),
});
