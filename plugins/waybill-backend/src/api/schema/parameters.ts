/** A reason has a word in it, and nothing that PostgreSQL cannot keep. Two patterns, since one would look for ever at a long blank. */
export const text = {
  type: 'string',
  maxLength: 2000,
  allOf: [{ pattern: '\\S' }, { pattern: '^[^\\u0000]*$' }],
};
export const name = {
  type: 'string',
  maxLength: 253,
  pattern: '^[^\\u0000-\\u001f]+$',
};

export const parameter = (
  where: 'path' | 'query' | 'header',
  key: string,
  extra = {},
) => ({
  name: key,
  in: where,
  required: where === 'path',
  // Entity refs and times are written as they are: owner=group:default/team
  ...(where === 'query' ? { allowReserved: true } : {}),
  schema: name,
  ...extra,
});
export const entity = ['kind', 'namespace', 'name'].map(key =>
  parameter('path', key),
);
export const onStage = [...entity, parameter('path', 'stage')];
export const idempotencyKey = parameter('header', 'Idempotency-Key', {
  schema: { ...name, maxLength: 255 },
});
export const cursorOf = (key: string) =>
  parameter('query', key, { schema: { ...name, maxLength: 1000 } });
export const cursor = cursorOf('cursor');
/** `<stage>.<ulid>.<freight>` */
export const promotionId = parameter('path', 'id', {
  schema: { ...name, maxLength: 300 },
});
