/** Bytes of all files of one definition together. */
export const MAX_DEFINITION_BYTES = 1024 * 1024;
/** YAML documents of one definition. */
export const MAX_DEFINITION_DOCUMENTS = 200;
/** How often aliases may multiply what they stand for, in one document. */
export const MAX_YAML_ALIASES = 100;
/** How long a source may take to answer. */
export const READ_TIMEOUT_MS = 20_000;
