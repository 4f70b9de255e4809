const SCOPE = /^(index|manifest):(.+)$/;

/** Which annotations are for the index and which, the rest, for each manifest. */
export function scopeAnnotations(
  annotations: Readonly<Record<string, string>>,
): { index: Record<string, string>; manifest: Record<string, string> } {
  const scoped = { index: {}, manifest: {} } as Record<
    'index' | 'manifest',
    Record<string, string>
  >;
  for (const [key, value] of Object.entries(annotations)) {
    const [, scope, name] = SCOPE.exec(key) ?? [];
    scoped[scope === 'index' ? 'index' : 'manifest'][name ?? key] = value;
  }
  return scoped;
}

/** A document with more annotations; with none it stays as it is, byte for byte. */
export function annotate(
  document: {
    json: { annotations?: Record<string, string> | null };
    /** Undefined: the JSON is another than what was read. */
    body: Buffer | undefined;
  },
  annotations: Record<string, string>,
): Buffer {
  const { json, body } = document;
  if (Object.keys(annotations).length === 0) {
    return body ?? Buffer.from(JSON.stringify(json));
  }
  return Buffer.from(
    JSON.stringify({
      ...json,
      annotations: { ...json.annotations, ...annotations },
    }),
  );
}
