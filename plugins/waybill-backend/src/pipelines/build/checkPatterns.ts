import { isError } from '@backstage/errors';
import {
  matchesPathFilters,
  Subscription,
} from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';

/** Patterns that do not parse, found when the definition is read and not when the first artifact comes. */
export function checkPatterns(subscription: Subscription): Problem[] {
  if (subscription.kind === 'image') {
    return [];
  }
  return [
    ...problems(['git', 'includePaths'], subscription.includePaths, pattern =>
      matchesPathFilters(['x'], [pattern], []),
    ),
    ...problems(['git', 'excludePaths'], subscription.excludePaths, pattern =>
      matchesPathFilters(['x'], [], [pattern]),
    ),
  ];
}

function problems(
  path: string[],
  patterns: string[],
  attempt: (pattern: string) => unknown,
): Problem[] {
  return patterns.flatMap((pattern, index) => {
    try {
      attempt(pattern);
      return [];
    } catch (error) {
      return [
        {
          path: [...path, index],
          message: isError(error) ? error.message : String(error),
        },
      ];
    }
  });
}
