import { Config } from '@backstage/config';
import { Audience } from './Audience';
import { AUDIENCE_KEYS, readAudience } from './readAudience';

const KEYS: readonly string[] = [
  'name',
  'type',
  'url',
  'token',
  'channel',
  'headers',
  'recipients',
  'broadcast',
  'severity',
  ...AUDIENCE_KEYS,
];

/** For whose pipelines each channel of `waybill.messages.channels` is. A misspelt limit would be none, so an unknown key is an error. */
export function readChannelAudiences(config: Config): Map<string, Audience> {
  const channels =
    config.getOptionalConfigArray('waybill.messages.channels') ?? [];
  return new Map(
    channels.map((entry, index) => {
      const unknown = entry.keys().find(key => !KEYS.includes(key));
      if (unknown !== undefined) {
        throw new Error(
          `waybill.messages.channels[${index}]: expected ${KEYS.join(
            ', ',
          )}, found "${unknown}"`,
        );
      }
      return [entry.getString('name'), readAudience(entry)] as const;
    }),
  );
}
