import { ExpressionEnvironment } from './ExpressionEnvironment';
import { ExpressionMeter } from './ExpressionMeter';
import { ExpressionNode } from './ExpressionNode';
import { ExpressionScopes } from './ExpressionScopes';
import { ExpressionValue } from './ExpressionValue';
import { Predicate } from './library/LibraryCall';
import { isPredicateArgument } from './library/predicateArguments';
import { standardLibrary } from './library/standardLibrary';
import { UnknownValue } from './values/UnknownValue';

/** Where the walk through the tree stands that has met the call. */
interface Walk {
  readonly environment: ExpressionEnvironment;
  readonly scopes: ExpressionScopes;
  readonly meter: ExpressionMeter;
  value(node: ExpressionNode): ExpressionValue;
}

/** Out of a function whose predicate gave an unknown: what the function gives is unknown then. */
class UnknownReached {
  constructor(readonly unknown: UnknownValue) {}
}

/** A function of the environment's, or else of expr-lang's own. */
export function callFunction(
  node: ExpressionNode & { type: 'call' },
  walk: Walk,
): ExpressionValue {
  const { environment, meter } = walk;
  const { callee } = node;
  const own = environment.functions.get(callee);
  const common = own ? undefined : standardLibrary.get(callee);
  if (!own && !common) {
    return meter.fail(`there is no function "${callee}"`, node);
  }
  const asked = common
    ? node.arguments.find((_, index) => isPredicateArgument(callee, index))
    : undefined;
  const args = node.arguments.map(item =>
    item === asked ? null : walk.value(item),
  );
  const unknown = environment.hasUnknowns
    ? meter.unknownIn(node, args)
    : undefined;
  if (unknown) {
    return unknown;
  }
  try {
    return meter.charged(node, args, () =>
      common
        ? common(args, {
            charge: steps => meter.charge(steps, node),
            predicate: asked && predicateOf(callee, asked, walk),
            now: environment.now,
          })
        : own!(args),
    );
  } catch (error) {
    if (error instanceof UnknownReached) {
      return error.unknown;
    }
    throw error;
  }
}

function predicateOf(
  callee: string,
  node: ExpressionNode,
  walk: Walk,
): Predicate {
  return (element, index, accumulator) => {
    const answer = walk.scopes.within(
      [
        ['#', element],
        ['#index', index],
        ['#acc', accumulator ?? null],
      ],
      () => walk.value(node),
    );
    if (answer instanceof UnknownValue && callee !== 'map') {
      throw new UnknownReached(answer);
    }
    return answer;
  };
}
