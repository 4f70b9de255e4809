import { InputError } from '@backstage/errors';
import type { ExpressionFunction } from '../ExpressionEnvironment';
import type { BinaryOperator } from '../ExpressionNode';
import type { ExpressionValue } from '../ExpressionValue';
import { compareOrdered } from './compareOrdered';
import { formatGoDuration } from './goDuration';
import { ObjectValue } from './ObjectValue';
import { takeArguments } from './takeArguments';

/** Go's `time.Duration`, in nanoseconds; in a config it becomes that number. */
export class DurationValue extends ObjectValue {
  readonly kind = 'time.Duration';

  constructor(readonly nanoseconds: number) {
    super();
    if (!Number.isFinite(nanoseconds)) {
      throw new InputError('the duration is out of range');
    }
  }

  get methods(): ReadonlyMap<string, ExpressionFunction> {
    return new Map<string, ExpressionFunction>([
      ['Hours', args => this.in('Hours', 3600e9, args)],
      ['Minutes', args => this.in('Minutes', 60e9, args)],
      ['Seconds', args => this.in('Seconds', 1e9, args)],
      ['Milliseconds', args => Math.trunc(this.in('Milliseconds', 1e6, args))],
      ['Microseconds', args => Math.trunc(this.in('Microseconds', 1e3, args))],
      ['Nanoseconds', args => this.in('Nanoseconds', 1, args)],
      [
        'String',
        args => {
          takeArguments('String', args, []);
          return this.toText();
        },
      ],
      [
        'Abs',
        args => {
          takeArguments('Abs', args, []);
          return new DurationValue(Math.abs(this.nanoseconds));
        },
      ],
      ['Round', args => this.multipleOf('Round', Math.round, args)],
      ['Truncate', args => this.multipleOf('Truncate', Math.trunc, args)],
    ]);
  }

  toJson(): number {
    return this.nanoseconds;
  }

  override toText(): string {
    return formatGoDuration(this.nanoseconds);
  }

  operate(
    operator: BinaryOperator,
    right: ExpressionValue,
  ): ExpressionValue | undefined {
    if (typeof right === 'number') {
      switch (operator) {
        case '*':
          return new DurationValue(this.nanoseconds * right);
        case '/':
          return this.nanoseconds / right;
        default:
          return undefined;
      }
    }
    if (!(right instanceof DurationValue)) {
      return undefined;
    }
    switch (operator) {
      case '+':
        return new DurationValue(this.nanoseconds + right.nanoseconds);
      case '-':
        return new DurationValue(this.nanoseconds - right.nanoseconds);
      case '/':
        return this.nanoseconds / right.nanoseconds;
      default:
        return compareOrdered(operator, this.nanoseconds, right.nanoseconds);
    }
  }

  private in(name: string, unit: number, args: ExpressionValue[]): number {
    takeArguments(name, args, []);
    return this.nanoseconds / unit;
  }

  private multipleOf(
    name: string,
    towards: (value: number) => number,
    args: ExpressionValue[],
  ): DurationValue {
    const [unit] = takeArguments(name, args, ['any']);
    if (!(unit instanceof DurationValue)) {
      throw new InputError(`${name} takes a duration`);
    }
    return unit.nanoseconds > 0
      ? new DurationValue(
          towards(this.nanoseconds / unit.nanoseconds) * unit.nanoseconds,
        )
      : this;
  }
}
