import { isError } from '@backstage/errors';
import {
  ImageSubscription,
  matchesPathFilters,
  semverConstraint,
  Subscription,
  tagFilter,
} from '@waybill/backstage-plugin-waybill-common';
import { Problem } from '../parse/Problem';

/** Patterns that do not parse, found when the definition is read and not when the first artifact comes. */
export function checkPatterns(subscription: Subscription): Problem[] {
  switch (subscription.kind) {
    case 'image':
      return checkImage(subscription);
    case 'chart':
      return checkConstraint(
        ['chart', 'semverConstraint'],
        subscription.semverConstraint,
      );
    default:
      return (['includePaths', 'excludePaths'] as const).flatMap(field =>
        attempts(['git', field], subscription[field], pattern =>
          matchesPathFilters([''], [pattern], []),
        ),
      );
  }
}

function checkImage({
  constraint,
  allowTagsRegexes,
  ignoreTagsRegexes,
}: ImageSubscription): Problem[] {
  return [
    ...checkConstraint(['image', 'constraint'], constraint),
    ...attempts(['image', 'allowTagsRegexes'], allowTagsRegexes, regex =>
      tagFilter({ allowTagsRegexes: [regex], ignoreTagsRegexes: [] }),
    ),
    ...attempts(['image', 'ignoreTagsRegexes'], ignoreTagsRegexes, regex =>
      tagFilter({ allowTagsRegexes: [], ignoreTagsRegexes: [regex] }),
    ),
  ];
}

function checkConstraint(path: string[], constraint: string): Problem[] {
  return attempts(path, [constraint], semverConstraint).map(({ message }) => ({
    path,
    message,
  }));
}

function attempts(
  path: string[],
  patterns: string[],
  attempt: (pattern: string) => unknown,
): Problem[] {
  return patterns.flatMap((pattern, index) => {
    try {
      attempt(pattern);
      return [];
    } catch (error) {
      const message = isError(error) ? error.message : String(error);
      return [{ path: [...path, index], message }];
    }
  });
}
