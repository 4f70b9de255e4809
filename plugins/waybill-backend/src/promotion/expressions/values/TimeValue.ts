import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import type { ExpressionFunction } from '../ExpressionEnvironment';
import type { BinaryOperator } from '../ExpressionNode';
import type { ExpressionValue } from '../ExpressionValue';
import { compareOrdered } from './compareOrdered';
import { DurationValue } from './DurationValue';
import { formatGoTime } from './goTimeLayout';
import { ObjectValue } from './ObjectValue';
import { takeArguments } from './takeArguments';
import { ZoneValue } from './ZoneValue';

const RFC3339 = '2006-01-02T15:04:05.999Z07:00';

/** Go's `time.Time`, to the millisecond. */
export class TimeValue extends ObjectValue {
  readonly kind = 'time.Time';

  constructor(readonly time: DateTime) {
    super();
    if (!time.isValid) {
      throw new InputError('the time is out of range');
    }
  }

  get methods(): ReadonlyMap<string, ExpressionFunction> {
    return new Map<string, ExpressionFunction>([
      ...this.parts(),
      ...this.relations(),
      ...this.changes(),
    ]);
  }

  toJson(): string {
    return formatGoTime(this.time, RFC3339);
  }

  override toText(): string {
    return formatGoTime(this.time, '2006-01-02 15:04:05.999 -0700 MST');
  }

  operate(
    operator: BinaryOperator,
    right: ExpressionValue,
  ): ExpressionValue | undefined {
    if (right instanceof DurationValue) {
      switch (operator) {
        case '+':
          return this.plus(right.nanoseconds);
        case '-':
          return this.plus(-right.nanoseconds);
        default:
          return undefined;
      }
    }
    if (!(right instanceof TimeValue)) {
      return undefined;
    }
    return operator === '-'
      ? this.since(right)
      : compareOrdered(operator, this.time.toMillis(), right.time.toMillis());
  }

  private plus(nanoseconds: number): TimeValue {
    return new TimeValue(this.time.plus({ milliseconds: nanoseconds / 1e6 }));
  }

  private since(other: TimeValue): DurationValue {
    return new DurationValue(
      (this.time.toMillis() - other.time.toMillis()) * 1e6,
    );
  }

  private parts(): [string, ExpressionFunction][] {
    const part = (
      name: string,
      read: (time: DateTime) => ExpressionValue,
    ): [string, ExpressionFunction] => [
      name,
      args => {
        takeArguments(name, args, []);
        return read(this.time);
      },
    ];
    return [
      part('Year', time => time.year),
      part('Month', time => time.month),
      part('Day', time => time.day),
      part('Hour', time => time.hour),
      part('Minute', time => time.minute),
      part('Second', time => time.second),
      part('Nanosecond', time => time.millisecond * 1e6),
      // Sunday is 0 in Go and 7 in Luxon.
      part('Weekday', time => time.weekday % 7),
      part('YearDay', time => time.ordinal),
      part('Unix', time => Math.floor(time.toSeconds())),
      part('UnixMilli', time => time.toMillis()),
      part('UTC', time => new TimeValue(time.toUTC())),
      part('String', () => this.toText()),
    ];
  }

  private relations(): [string, ExpressionFunction][] {
    const relation = (
      name: string,
      answer: (other: TimeValue) => ExpressionValue,
    ): [string, ExpressionFunction] => [
      name,
      args => {
        const [other] = takeArguments(name, args, ['any']);
        if (!(other instanceof TimeValue)) {
          throw new InputError(`${name} takes a time`);
        }
        return answer(other);
      },
    ];
    return [
      relation('Before', other => this.time < other.time),
      relation('After', other => this.time > other.time),
      relation(
        'Equal',
        other => this.time.toMillis() === other.time.toMillis(),
      ),
      relation('Sub', other => this.since(other)),
    ];
  }

  private changes(): [string, ExpressionFunction][] {
    return [
      [
        'Format',
        args => {
          const [layout] = takeArguments('Format', args, ['text']);
          return formatGoTime(this.time, layout);
        },
      ],
      [
        'Add',
        args => {
          const [duration] = takeArguments('Add', args, ['any']);
          if (!(duration instanceof DurationValue)) {
            throw new InputError('Add takes a duration');
          }
          return this.plus(duration.nanoseconds);
        },
      ],
      [
        'AddDate',
        args => {
          const [years, months, days] = takeArguments('AddDate', args, [
            'whole number',
            'whole number',
            'whole number',
          ]);
          return new TimeValue(this.time.plus({ years, months, days }));
        },
      ],
      [
        'In',
        args => {
          const [zone] = takeArguments('In', args, ['any']);
          if (!(zone instanceof ZoneValue)) {
            throw new InputError('In takes a timezone("…")');
          }
          return new TimeValue(this.time.setZone(zone.zone));
        },
      ],
    ];
  }
}
