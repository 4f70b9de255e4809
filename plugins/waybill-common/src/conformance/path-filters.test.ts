import { InputError } from '@backstage/errors';
import { matchesPathFilters } from '../rules/matchesPathFilters';
import { ConformanceCase, describeConformance } from './describeConformance';

interface Case extends ConformanceCase {
  includePaths: string[];
  excludePaths: string[];
  paths: string[];
  expect: boolean | { error: true };
}

describeConformance<Case>('path-filters.json', {
  run: ({ includePaths, excludePaths, paths, expect: expected }) => {
    const match = () => matchesPathFilters(paths, includePaths, excludePaths);
    if (typeof expected === 'boolean') {
      expect(match()).toBe(expected);
    } else {
      expect(match).toThrow(InputError);
    }
  },
});
