import { toRe2 } from './toRe2';

/**
 * Whether a tag passes: no ignore expression matches it, and an allow expression does, or there is none. Expressions
 * are RE2's and match any part of the tag. Throws `InputError` for one that does not parse.
 * @public
 */
export function tagFilter(options: {
  allowTagsRegexes: string[];
  ignoreTagsRegexes: string[];
}): (tag: string) => boolean {
  const allow = options.allowTagsRegexes.map(toRe2);
  const ignore = options.ignoreTagsRegexes.map(toRe2);
  return tag =>
    !ignore.some(regex => regex.test(tag)) &&
    (allow.length === 0 || allow.some(regex => regex.test(tag)));
}
