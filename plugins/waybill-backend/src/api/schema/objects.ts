/** A string that may be null. */
export const nullableString = { type: 'string', nullable: true } as const;

/** An object that may gain fields, with these required. */
export const objectOf = (
  properties: Record<string, unknown>,
  optional: string[] = [],
) => ({
  type: 'object',
  required: Object.keys(properties).filter(key => !optional.includes(key)),
  properties,
});

export const arrayOf = (items: unknown) => ({ type: 'array', items });

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export const nullable = (name: string) => ({
  nullable: true,
  allOf: [ref(name)],
});

export const pageOf = (name: string) =>
  objectOf({ items: arrayOf(ref(name)), nextCursor: nullableString });
