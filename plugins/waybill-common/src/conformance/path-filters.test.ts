import { matchesPathFilters } from '../rules/matchesPathFilters';
import {
  ConformanceCase,
  describeConformance,
  orError,
} from '../__testUtils__/describeConformance';

interface Case extends ConformanceCase {
  includePaths: string[];
  excludePaths: string[];
  paths: string[];
  expect: boolean | { error: true };
}

describeConformance<Case>('path-filters.json', {
  answer: ({ includePaths, excludePaths, paths }) =>
    orError(() => matchesPathFilters(paths, includePaths, excludePaths)),
});
