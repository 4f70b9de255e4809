/** @public */
export type JsonPrimitive = string | number | boolean | null;
/** @public */
export type JsonValue = JsonPrimitive | JsonObject | JsonValue[];
/** @public */
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}
