import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { ObjectValue } from './values/ObjectValue';
import { UnknownValue } from './values/UnknownValue';

/** What an expression works with. */
export type ExpressionValue =
  | null
  | boolean
  | number
  | string
  | ExpressionValue[]
  | { [key: string]: ExpressionValue }
  | LazyMap
  | ArtifactValue
  | ObjectValue
  | UnknownValue;

/** A map whose values are worked out when they are first asked for. */
export class LazyMap {
  private readonly known = new Map<string, ExpressionValue>();

  constructor(
    private readonly values: ReadonlyMap<string, () => ExpressionValue>,
  ) {}

  has(key: string): boolean {
    return this.values.has(key);
  }

  get(key: string): ExpressionValue {
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const value = this.values.get(key)?.() ?? null;
    this.known.set(key, value);
    return value;
  }

  /** Of those asked for until now. */
  knownValues(): ExpressionValue[] {
    return [...this.known.values()];
  }

  entries(): [string, ExpressionValue][] {
    return [...this.values.keys()].map(key => [key, this.get(key)]);
  }
}

/**
 * An image, commit, chart or origin. Unlike a map it refuses a field it cannot have, and takes Kargo's capitalised names
 * (`.Tag`, `.RepoURL`) as well as those of the JSON (`.tag`).
 */
export class ArtifactValue {
  constructor(
    readonly kind: string,
    /** Every field there can be, by the JSON's name; null where this one has none. */
    readonly fields: Readonly<Record<string, ExpressionValue>>,
  ) {}

  field(name: string): ExpressionValue | undefined {
    const wanted = name.toLowerCase();
    const key = Object.keys(this.fields).find(
      known => known.toLowerCase() === wanted,
    );
    return key === undefined ? undefined : this.fields[key] ?? '';
  }

  present(): [string, ExpressionValue][] {
    return Object.entries(this.fields).filter(([, value]) => value !== null);
  }
}

/** JSON as an expression sees it: fields that are undefined are not there. */
export function fromJson(json: JsonValue): ExpressionValue {
  // Parsed JSON has own properties and nothing else, `__proto__` included.
  return JSON.parse(JSON.stringify(json)) as ExpressionValue;
}
