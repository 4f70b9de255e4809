import { HttpAnswer } from '@waybill/backstage-plugin-waybill-node';
import { ExpressionFunction } from '../expressions/ExpressionEnvironment';
import { ExpressionValue } from '../expressions/ExpressionValue';
import { ObjectValue } from '../expressions/values/ObjectValue';
import { takeArguments } from '../expressions/values/takeArguments';

/** An answer as Kargo's expressions see it: `response.status`, `.body`, `.headers`, by Go's names, and `.header("name")`. */
export class ResponseValue extends ObjectValue {
  readonly kind = 'response';

  constructor(
    private readonly answer: Pick<HttpAnswer, 'status' | 'headers'>,
    private readonly body: ExpressionValue,
  ) {
    super();
  }

  get fields(): ReadonlyMap<string, ExpressionValue> {
    const { status, headers } = this.answer;
    return new Map<string, ExpressionValue>([
      ['status', status],
      ['body', this.body],
      [
        'headers',
        Object.fromEntries(
          Object.entries(headers).map(([name, values]) => [
            canonicalName(name),
            [...values],
          ]),
        ),
      ],
    ]);
  }

  get methods(): ReadonlyMap<string, ExpressionFunction> {
    return new Map<string, ExpressionFunction>([
      [
        'header',
        args => {
          const [name] = takeArguments('header', args, ['text'] as const);
          return this.answer.headers[name.toLowerCase()]?.[0] ?? '';
        },
      ],
    ]);
  }

  toJson(): number {
    return this.answer.status;
  }

  operate(): undefined {
    return undefined;
  }
}

/** `content-type` as Go has it: `Content-Type`. */
function canonicalName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase());
}
