/** A string that may be null. */
export const nullableString = { type: 'string', nullable: true } as const;

/** An object that may gain fields, with these required but for the optional ones. */
export const objectOf = (
  properties: Record<string, unknown>,
  optional: string[] = [],
) => {
  const required = Object.keys(properties).filter(
    key => !optional.includes(key),
  );
  return {
    type: 'object',
    // OpenAPI 3.0 does not take an empty list.
    ...(required.length ? { required } : {}),
    properties,
  };
};

export const arrayOf = (items: unknown) => ({ type: 'array', items });

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The same schema, or null; OpenAPI 3.0 cannot say that of a reference. */
export const nullable = (schema: object) => ({ ...schema, nullable: true });

export const pageOf = (name: string) =>
  objectOf({ items: arrayOf(ref(name)), nextCursor: nullableString });
