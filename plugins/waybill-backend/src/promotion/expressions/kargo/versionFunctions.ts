import { InputError } from '@backstage/errors';
import { ExpressionFunction } from '../ExpressionEnvironment';
import { takeArguments } from '../values/takeArguments';
import { VersionValue } from '../values/VersionValue';

/** `semverParse` and `semverDiff`. */
export const versionFunctions: ReadonlyMap<string, ExpressionFunction> =
  new Map<string, ExpressionFunction>([
    [
      'semverParse',
      args => {
        const [text] = takeArguments('semverParse', args, ['text']);
        const version = VersionValue.parse(text);
        if (!version) {
          throw new InputError(
            `invalid semantic version: "${text.slice(0, 100)}"`,
          );
        }
        return version;
      },
    ],
    [
      'semverDiff',
      args => {
        const [left, right] = takeArguments('semverDiff', args, [
          'text',
          'text',
        ]).map(text => VersionValue.parse(text));
        return left && right ? difference(left, right) : 'Incomparable';
      },
    ],
  ]);

/** The largest part in which two versions differ. As in Kargo a prerelease is none. */
function difference(left: VersionValue, right: VersionValue): string {
  const [a, b] = [left.version, right.version];
  if (a.major !== b.major) {
    return 'Major';
  }
  if (a.minor !== b.minor) {
    return 'Minor';
  }
  if (a.patch !== b.patch) {
    return 'Patch';
  }
  return left.metadata === right.metadata ? 'None' : 'Metadata';
}
