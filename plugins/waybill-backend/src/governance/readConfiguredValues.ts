import { Config } from '@backstage/config';
import { ConfiguredValues, PipelineEntity } from '../ports';
import { Audience } from './Audience';
import { isInAudience } from './isInAudience';
import { AUDIENCE_KEYS, readAudience } from './readAudience';

const KEYS: readonly string[] = ['name', 'shared', 'data', ...AUDIENCE_KEYS];
/** Characters. What is shorter cannot be taken out of a text without tearing others apart. */
const MIN_SECRET_LENGTH = 6;

interface Entry {
  name: string;
  shared: boolean;
  audience: Audience;
  data: Readonly<Record<string, string>>;
}

/**
 * Reads `waybill.secrets` and `waybill.configMaps`: what `secret()` and `configMap()` give, and to whom. Of entries of one name the first
 * that is for an entity counts.
 */
export function readConfiguredValues(
  config: Config,
): (entity: PipelineEntity) => ConfiguredValues {
  const secrets = readEntries(config, 'waybill.secrets');
  const configMaps = readEntries(config, 'waybill.configMaps');
  secrets.forEach(assertRedactable);

  return entity => {
    const mine = (entries: readonly Entry[]) =>
      entries.filter(({ audience }) => isInAudience(entity, audience));
    const find =
      (entries: readonly Entry[], shared: boolean) => (name: string) =>
        mine(entries).find(
          entry => entry.name === name && entry.shared === shared,
        )?.data;
    return {
      secret: find(secrets, false),
      sharedSecret: find(secrets, true),
      configMap: find(configMaps, false),
      sharedConfigMap: find(configMaps, true),
      secretValues: () =>
        mine(secrets).flatMap(({ data }) => Object.values(data)),
    };
  };
}

function readEntries(config: Config, key: string): Entry[] {
  return (config.getOptionalConfigArray(key) ?? []).map(entry => {
    const unknown = entry.keys().find(found => !KEYS.includes(found));
    if (unknown !== undefined) {
      throw new Error(
        `${key}: expected ${KEYS.join(', ')}, found "${unknown}"`,
      );
    }
    const name = entry.getString('name');
    const shared = entry.getOptionalBoolean('shared') ?? false;
    const audience = readAudience(entry);
    if (!shared && Object.keys(audience).length === 0) {
      throw new Error(
        `${key}: "${name}" says neither whose pipelines may read it (${AUDIENCE_KEYS.join(
          ', ',
        )}) nor that it is shared`,
      );
    }
    return { name, shared, audience, data: readData(entry, key, name) };
  });
}

/** Keys have dots, as those of Kubernetes have, so they cannot be read one by one. */
function readData(
  entry: Config,
  key: string,
  name: string,
): Record<string, string> {
  const data: unknown = entry.get('data');
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    throw new Error(`${key}: the data of "${name}" is not an object`);
  }
  return Object.fromEntries(
    Object.entries(data).map(([field, value]: [string, unknown]) => {
      if (typeof value !== 'string') {
        throw new Error(
          `${key}: "${field}" of "${name}" is not a text; put it in quotes`,
        );
      }
      return [field, value];
    }),
  );
}

function assertRedactable({ name, data }: Entry): void {
  for (const [field, value] of Object.entries(data)) {
    if (value.trim().length < MIN_SECRET_LENGTH) {
      throw new Error(
        `waybill.secrets: "${field}" of "${name}" has fewer than ${MIN_SECRET_LENGTH} characters, too few to be recognised and taken out of what is shown; what is no secret belongs into waybill.configMaps`,
      );
    }
  }
}
