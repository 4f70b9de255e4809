import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { ExpressionValue } from '../ExpressionValue';
import { DurationValue } from '../values/DurationValue';
import { parseGoDuration } from '../values/goDuration';
import { KNOWN_LAYOUTS, parseGoTime } from '../values/goTimeLayout';
import { takeArguments } from '../values/takeArguments';
import { TimeValue } from '../values/TimeValue';
import { ZoneValue } from '../values/ZoneValue';
import { LibraryFunction } from './LibraryCall';

/** What it costs to try one. */
const STEPS_PER_LAYOUT = 10;

/** Times and durations. There is no clock: `now` is a time that was given. */
export const timeFunctions: ReadonlyMap<string, LibraryFunction> = new Map<
  string,
  LibraryFunction
>([
  [
    'now',
    (args, { now }) => {
      const [zone] = takeArguments('now', args, ['any'], 1);
      if (!now) {
        throw new InputError('now has no answer here');
      }
      return new TimeValue(
        DateTime.fromJSDate(now, { zone: zoneOf('now', zone) ?? 'UTC' }),
      );
    },
  ],
  [
    'duration',
    args =>
      new DurationValue(
        parseGoDuration(takeArguments('duration', args, ['text'])[0]),
      ),
  ],
  [
    'timezone',
    args => new ZoneValue(takeArguments('timezone', args, ['text'])[0]),
  ],
  [
    'date',
    (args, { charge }) => {
      const leading = args[0] instanceof ZoneValue ? args[0] : undefined;
      const [text, layout, name] = takeArguments(
        'date',
        leading ? args.slice(1) : args,
        ['text', 'text', 'text'],
        2,
      );
      const zone =
        leading?.zone ??
        (name === undefined ? 'UTC' : new ZoneValue(name).zone);
      return new TimeValue(
        layout === undefined
          ? parseKnown(text, zone, () => charge(STEPS_PER_LAYOUT))
          : parseGoTime(text, layout, zone),
      );
    },
  ],
]);

function zoneOf(
  name: string,
  value: ExpressionValue | undefined,
): string | undefined {
  if (value !== undefined && !(value instanceof ZoneValue)) {
    throw new InputError(`${name} takes a timezone("…")`);
  }
  return value?.zone;
}

function parseKnown(text: string, zone: string, charge: () => void): DateTime {
  for (const layout of KNOWN_LAYOUTS) {
    charge();
    try {
      return parseGoTime(text, layout, zone);
    } catch {
      // The next one may fit.
    }
  }
  throw new InputError(
    `"${text.slice(
      0,
      50,
    )}" is not a date; one is written as 2006-01-02 or 2006-01-02T15:04:05Z, or a layout says how`,
  );
}
