/**
 * How values stand in columns: times as milliseconds since 1970 (PostgreSQL hands big integers out as strings),
 * JSON as text.
 */
export const column = {
  time(value: Date | string | undefined): number | null {
    return value === undefined ? null : new Date(value).getTime();
  },
  json(value: unknown): string {
    return JSON.stringify(value);
  },
  jsonOrNull(value: unknown): string | null {
    return value === undefined || value === null ? null : JSON.stringify(value);
  },
  /** ISO 8601. */
  readTime(value: DbTime): string {
    return new Date(Number(value)).toISOString();
  },
  readTimeOrUndefined(value: DbTime | null): string | undefined {
    return value === null ? undefined : column.readTime(value);
  },
  readJson<T>(value: string): T {
    return JSON.parse(value);
  },
  readJsonOrUndefined<T>(value: string | null): T | undefined {
    return value === null ? undefined : JSON.parse(value);
  },
};

/** Milliseconds since 1970, as the driver hands them out. */
export type DbTime = number | string;
