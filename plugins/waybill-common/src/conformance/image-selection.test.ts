import { ImagePlatform, platformFilter } from '../rules/platformFilter';
import { selectSemVerTags } from '../rules/selectSemVerTags';
import {
  ConformanceCase,
  describeConformance,
  orError,
} from '../__testUtils__/describeConformance';

interface Case extends ConformanceCase {
  subscription: {
    strategy?: 'SemVer' | 'Lexical' | 'NewestBuild' | 'Digest';
    constraint?: string;
    strictSemvers?: boolean;
    allowTagsRegexes?: string[];
    ignoreTagsRegexes?: string[];
    platform?: string;
    discoveryLimit?: number;
  };
  images: { tag: string; digest: string; platforms: ImagePlatform[] }[];
  expect: { tag: string; digest: string }[] | { error: true };
}

/** Selection itself; annotations and build times are what a registry answers, and are tested where it is asked. */
function select({ subscription, images }: Case): string[] {
  const matches =
    subscription.platform === undefined
      ? () => true
      : platformFilter(subscription.platform);
  const tags = selectSemVerTags({
    tags: images.map(image => image.tag),
    constraint: subscription.constraint ?? '',
    strictSemvers: subscription.strictSemvers ?? false,
    allowTagsRegexes: subscription.allowTagsRegexes ?? [],
    ignoreTagsRegexes: subscription.ignoreTagsRegexes ?? [],
  }).filter(tag =>
    images.find(image => image.tag === tag)!.platforms.some(matches),
  );
  return tags.slice(0, subscription.discoveryLimit || undefined);
}

describeConformance<Case>('image-selection.json', {
  notYet: ({ subscription: { strategy = 'SemVer' } }) =>
    strategy === 'SemVer' ? undefined : `strategy ${strategy}`,
  answer: given => orError(() => select(given)),
  expected: ({ expect: expected }) =>
    'error' in expected ? expected : expected.map(image => image.tag),
});
