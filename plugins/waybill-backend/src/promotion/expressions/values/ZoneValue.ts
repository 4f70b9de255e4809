import { InputError } from '@backstage/errors';
import { IANAZone } from 'luxon';
import type { ExpressionFunction } from '../ExpressionEnvironment';
import { ObjectValue } from './ObjectValue';
import { takeArguments } from './takeArguments';

/** Go's `time.Location`, which `timezone("Europe/Zurich")` gives. */
export class ZoneValue extends ObjectValue {
  readonly kind = 'time.Location';
  private readonly name: string;

  constructor(name: string) {
    super();
    this.name = name === '' ? 'UTC' : name;
    if (!IANAZone.isValidZone(this.zone)) {
      throw new InputError(`there is no time zone "${name}"`);
    }
  }

  /** As Luxon takes it, in one spelling: it keeps each that it has met for good. */
  get zone(): string {
    return this.name.toLowerCase();
  }

  get methods(): ReadonlyMap<string, ExpressionFunction> {
    return new Map<string, ExpressionFunction>([
      [
        'String',
        args => {
          takeArguments('String', args, []);
          return this.name;
        },
      ],
    ]);
  }

  toJson(): string {
    return this.name;
  }

  operate(): undefined {
    return undefined;
  }
}
