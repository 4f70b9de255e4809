import { RenderedResourceView } from '@waybill/backstage-plugin-waybill-common';
import { createTwoFilesPatch } from 'diff';
import { dump, JSON_SCHEMA } from 'js-yaml';
import { Manifest } from '../rendering/splitManifests';

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
  const [from, to] = withoutSecrets(before, after).map(normalised);
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

type Value = Record<string, unknown> | undefined;

function normalised(value: Value): string {
  return value
    ? dump(value, {
        sortKeys: true,
        noRefs: true,
        lineWidth: -1,
        schema: JSON_SCHEMA,
      })
    : '';
}

/** Whether a value is another one is all that is told of it. */
function withoutSecrets(
  before: Manifest | undefined,
  after: Manifest | undefined,
): [Value, Value] {
  if ((after ?? before)?.kind !== 'Secret') {
    return [before?.value, after?.value];
  }
  const hide = (value: Value, other: Value, words: string): Value =>
    value && {
      ...value,
      ...Object.fromEntries(
        ['data', 'stringData']
          .filter(field => isObject(value[field]))
          .map(field => [
            field,
            Object.fromEntries(
              Object.entries(value[field] as object).map(([key, secret]) => {
                const known = isObject(other?.[field])
                  ? (other[field] as Record<string, unknown>)[key]
                  : undefined;
                const isSame = other === undefined || known === secret;
                return [key, isSame ? '(hidden)' : words];
              }),
            ),
          ]),
      ),
      // What was applied last stands there word by word.
      ...(isObject(value.metadata) && {
        metadata: { ...value.metadata, annotations: hiddenAnnotations(value) },
      }),
    };
  return [
    hide(before?.value, after?.value, '(hidden)'),
    hide(after?.value, before?.value, '(hidden, another value)'),
  ];
}

function hiddenAnnotations(value: Record<string, unknown>): unknown {
  const { annotations } = value.metadata as { annotations?: unknown };
  if (!isObject(annotations)) {
    return annotations;
  }
  const key = 'kubectl.kubernetes.io/last-applied-configuration';
  return key in annotations
    ? { ...annotations, [key]: '(hidden)' }
    : annotations;
}

function hasOtherSecrets(
  before: Manifest | undefined,
  after: Manifest | undefined,
): boolean {
  return (
    (after ?? before)?.kind === 'Secret' &&
    normalised(before?.value) !== normalised(after?.value)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
