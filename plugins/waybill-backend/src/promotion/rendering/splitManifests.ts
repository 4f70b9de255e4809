import { JSON_SCHEMA, load } from 'js-yaml';
import { setImmediate } from 'node:timers/promises';

/** One document of what a renderer printed. */
export interface Manifest {
  /** As printed, without the line that ends it. */
  text: string;
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  /** Undefined: not a document with a `kind`. */
  value: Record<string, unknown> | undefined;
}

/** The documents of a stream, empty ones left out. In turns with everything else, since a stream may be large. */
export async function splitManifests(stream: string): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  // Where it is part of a text, it is indented.
  for (const part of stream.split(/^---(?:[ \t].*)?$/m)) {
    const text = part.trim();
    if (text.split('\n').every(line => /^\s*(#.*)?$/.test(line))) {
      continue;
    }
    manifests.push(readManifest(text));
    await setImmediate();
  }
  return manifests;
}

function readManifest(text: string): Manifest {
  const value = parse(text);
  const metadata = asObject(value?.metadata);
  return {
    text,
    value,
    apiVersion: asText(value?.apiVersion),
    kind: asText(value?.kind),
    namespace: asText(metadata?.namespace),
    name: asText(metadata?.name),
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(load(text, { schema: JSON_SCHEMA }));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
