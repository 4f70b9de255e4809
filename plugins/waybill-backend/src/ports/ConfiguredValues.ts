/**
 * What `secret()` and `configMap()` give to the expressions of one pipeline: entries of the platform's configuration that are for
 * it. Undefined: there is none of that name for this pipeline.
 */
export interface ConfiguredValues {
  secret(name: string): Readonly<Record<string, string>> | undefined;
  sharedSecret(name: string): Readonly<Record<string, string>> | undefined;
  configMap(name: string): Readonly<Record<string, string>> | undefined;
  sharedConfigMap(name: string): Readonly<Record<string, string>> | undefined;
  /** Of every secret that is for it, whether it was asked for or not: what must not be told. */
  secretValues(): readonly string[];
}
