import { JsonValue } from '@waybill/backstage-plugin-waybill-common';
import { ExpressionValue, fromJson } from './ExpressionValue';
import { UnknownValue } from './values/UnknownValue';

/** What a plan cannot know: names as they stand in outputs, `<merged.commit>`. */
export class Unknowns {
  private readonly texts = new Set<string>();

  add(text: string): void {
    this.texts.add(text);
  }

  get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  /** Whether some JSON has an unknown in it, however deep. */
  isIn(json: JsonValue): boolean {
    const text = JSON.stringify(json) ?? '';
    return [...this.texts].some(unknown =>
      text.includes(JSON.stringify(unknown).slice(1, -1)),
    );
  }

  /** JSON as an expression sees it, in which texts with an unknown are unknown. */
  valueOf(json: JsonValue): ExpressionValue {
    return this.isEmpty || !this.isIn(json)
      ? fromJson(json)
      : this.marked(fromJson(json));
  }

  private marked(value: ExpressionValue): ExpressionValue {
    if (typeof value === 'string') {
      return this.isIn(value) ? new UnknownValue(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map(item => this.marked(item));
    }
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, this.marked(item)]),
        )
      : value;
  }
}
