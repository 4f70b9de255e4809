import { Manifest } from '../rendering/splitManifests';

const HIDDEN = '(hidden)';
const OTHER = '(hidden, another value)';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Value = Manifest['value'];

/** Two versions of one resource as they may be shown: of a Secret's values, whether each is another one is all that is told. */
export function hideSecrets(
  before: Manifest | undefined,
  after: Manifest | undefined,
): [Value, Value] {
  return isSecret(before) || isSecret(after)
    ? [
        hide(before?.value, after?.value, HIDDEN),
        hide(after?.value, before?.value, OTHER),
      ]
    : [before?.value, after?.value];
}

/** Whether it says so itself or whoever names it does. */
export function isSecret(manifest: Manifest | undefined): boolean {
  return manifest?.kind === 'Secret' || manifest?.value?.kind === 'Secret';
}

function hide(value: Value, other: Value, words: string): Value {
  return (
    value && {
      ...value,
      ...Object.fromEntries(
        ['data', 'stringData']
          .filter(field => field in value)
          .map(field => [field, hideField(value[field], other, field, words)]),
      ),
      // What was applied last stands there word by word.
      ...(isObject(value.metadata) && {
        metadata: { ...value.metadata, annotations: hiddenAnnotations(value) },
      }),
    }
  );
}

function hideField(
  values: unknown,
  other: Value,
  field: string,
  words: string,
): unknown {
  if (!isObject(values)) {
    return HIDDEN;
  }
  const others = isObject(other?.[field]) ? other[field] : {};
  return Object.fromEntries(
    Object.entries(values).map(([key, secret]) => [
      key,
      other === undefined || others[key] === secret ? HIDDEN : words,
    ]),
  );
}

function hiddenAnnotations(value: Record<string, unknown>): unknown {
  const { annotations } = value.metadata as { annotations?: unknown };
  if (!isObject(annotations)) {
    return annotations;
  }
  return LAST_APPLIED in annotations
    ? { ...annotations, [LAST_APPLIED]: HIDDEN }
    : annotations;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
