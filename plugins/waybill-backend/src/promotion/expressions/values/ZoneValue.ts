import { InputError } from '@backstage/errors';
import { IANAZone } from 'luxon';
import type { ExpressionFunction } from '../ExpressionEnvironment';
import { ObjectValue } from './ObjectValue';
import { takeArguments } from './takeArguments';

/** Go's `time.Location`, which `timezone("Europe/Zurich")` gives. */
export class ZoneValue extends ObjectValue {
  readonly kind = 'time.Location';
  /** As Luxon takes it. */
  readonly zone: string;

  constructor(name: string) {
    super();
    this.zone = name === '' ? 'UTC' : name;
    if (!IANAZone.isValidZone(this.zone)) {
      throw new InputError(`there is no time zone "${name}"`);
    }
  }

  get methods(): ReadonlyMap<string, ExpressionFunction> {
    return new Map<string, ExpressionFunction>([
      [
        'String',
        args => {
          takeArguments('String', args, []);
          return this.zone;
        },
      ],
    ]);
  }

  toJson(): string {
    return this.zone;
  }

  operate(): undefined {
    return undefined;
  }
}
