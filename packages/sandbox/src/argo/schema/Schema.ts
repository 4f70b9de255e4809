/** As much of a CustomResourceDefinition's structural schema as Argo CD's kinds need. */
export type Schema =
  | { type: 'string'; enum?: string[] }
  | { type: 'integer' }
  | { type: 'boolean' }
  /** Everything below is kept. */
  | { type: 'any' }
  | { type: 'array'; items: Schema }
  | { type: 'map'; values: Schema }
  | {
      type: 'object';
      properties: Record<string, Schema>;
      required?: string[];
    };

export const text: Schema = { type: 'string' };
export const integer: Schema = { type: 'integer' };
export const flag: Schema = { type: 'boolean' };
export const anything: Schema = { type: 'any' };
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const map = (values: Schema): Schema => ({ type: 'map', values });
export const object = (
  properties: Record<string, Schema>,
  required?: string[],
): Schema => ({ type: 'object', properties, required });
