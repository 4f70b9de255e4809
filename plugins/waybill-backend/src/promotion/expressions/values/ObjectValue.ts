import type { BinaryOperator } from '../ExpressionNode';
import type { ExpressionFunction } from '../ExpressionEnvironment';
import type { ExpressionValue } from '../ExpressionValue';

const NO_FIELDS: ReadonlyMap<string, ExpressionValue> = new Map();

/** A value with methods, as Go's `time.Time` is one; nothing of it can be reached but these and its fields. */
export abstract class ObjectValue {
  /** Go's name of the type, which `type()` gives. */
  abstract readonly kind: string;
  /** By Go's names. */
  abstract get methods(): ReadonlyMap<string, ExpressionFunction>;

  /** By name; a field that is not among them is an error. */
  get fields(): ReadonlyMap<string, ExpressionValue> {
    return NO_FIELDS;
  }

  /** What becomes of it in a config. */
  abstract toJson(): string | number;

  /** As text in a row of values, `fmt`'s `%v`. */
  toText(): string {
    return String(this.toJson());
  }

  /** Undefined: the operator does not take these two. */
  abstract operate(
    operator: BinaryOperator,
    right: ExpressionValue,
  ): ExpressionValue | undefined;
}
