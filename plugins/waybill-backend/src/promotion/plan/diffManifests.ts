import { RenderedResourceView } from '@waybill/backstage-plugin-waybill-common';
import { createTwoFilesPatch } from 'diff';
import { dump, JSON_SCHEMA } from 'js-yaml';
import { Manifest } from '../rendering/splitManifests';
import { expandList } from './expandList';
import { hideSecrets, isSecret } from './hideSecrets';

const MOST_DIFF_CHARS = 100_000;

/**
 * What differs between two renders, by resource: the same API version, kind, namespace and name. Order, comments and quoting count
 * for nothing, and values of Secrets are not shown.
 */
export function diffManifests(
  before: readonly Manifest[],
  after: readonly Manifest[],
): RenderedResourceView[] {
  const old = byIdentity(before);
  const made = byIdentity(after);
  return [...new Set([...old.keys(), ...made.keys()])]
    .sort()
    .flatMap(identity => diffResource(old.get(identity), made.get(identity)));
}

function byIdentity(manifests: readonly Manifest[]): Map<string, Manifest> {
  return new Map(
    manifests
      .flatMap(expandList)
      .filter(({ kind, value }) => value && kind)
      .map(manifest => [
        [
          manifest.kind,
          manifest.namespace,
          manifest.name,
          manifest.apiVersion,
        ].join('\0'),
        manifest,
      ]),
  );
}

function diffResource(
  before: Manifest | undefined,
  after: Manifest | undefined,
): RenderedResourceView[] {
  const one = after ?? before;
  if (!one || before?.text === after?.text) {
    return [];
  }
  const [from, to] = hideSecrets(before, after).map(normalised);
  if (from === to && !hasOtherSecrets(before, after)) {
    return [];
  }
  const { apiVersion, kind, namespace, name } = one;
  const change = changeOf(before, after);
  const path = [kind, namespace, name].filter(Boolean).join('/');
  const diff = createTwoFilesPatch(
    before ? `a/${path}` : '/dev/null',
    after ? `b/${path}` : '/dev/null',
    from,
    to,
    undefined,
    undefined,
    { context: 3 },
  );
  return [
    {
      apiVersion,
      kind,
      namespace,
      name,
      change,
      diff:
        diff.length > MOST_DIFF_CHARS
          ? `${diff.slice(0, MOST_DIFF_CHARS)}\n… (${
              diff.length
            } characters in all)`
          : diff,
    },
  ];
}

function changeOf(
  before: Manifest | undefined,
  after: Manifest | undefined,
): RenderedResourceView['change'] {
  if (!before) {
    return 'added';
  }
  return after ? 'changed' : 'removed';
}

function normalised(value: Manifest['value']): string {
  return value
    ? dump(value, {
        sortKeys: true,
        noRefs: true,
        lineWidth: -1,
        schema: JSON_SCHEMA,
      })
    : '';
}

function hasOtherSecrets(
  before: Manifest | undefined,
  after: Manifest | undefined,
): boolean {
  return (
    (isSecret(before) || isSecret(after)) &&
    normalised(before?.value) !== normalised(after?.value)
  );
}
