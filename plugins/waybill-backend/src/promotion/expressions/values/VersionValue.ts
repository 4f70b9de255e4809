import { InputError } from '@backstage/errors';
import { SemVer } from 'semver';
import type { ExpressionFunction } from '../ExpressionEnvironment';
import type { BinaryOperator } from '../ExpressionNode';
import type { ExpressionValue } from '../ExpressionValue';
import { compareOrdered } from './compareOrdered';
import { ObjectValue } from './ObjectValue';
import { takeArguments } from './takeArguments';

/** Minor and patch may be missing, and a `v` may stand before it. */
const LOOSE =
  /^v?(\d{1,16})(?:\.(\d{1,16}))?(?:\.(\d{1,16}))?(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** A semantic version with the methods that Masterminds/semver gives it in Go. */
export class VersionValue extends ObjectValue {
  readonly kind = 'semver.Version';

  private constructor(
    readonly version: SemVer,
    private readonly original: string,
  ) {
    super();
  }

  /** Undefined: not a version. */
  static parse(text: string): VersionValue | undefined {
    const [matched, major, minor, patch, ...suffixes] = LOOSE.exec(text) ?? [];
    if (matched === undefined) {
      return undefined;
    }
    const numbers = [major, minor, patch].map(part => Number(part ?? 0));
    try {
      return new VersionValue(
        new SemVer(`${numbers.join('.')}${suffixes.join('')}`),
        text,
      );
    } catch {
      return undefined;
    }
  }

  get methods(): ReadonlyMap<string, ExpressionFunction> {
    return new Map<string, ExpressionFunction>([
      ...this.parts(),
      ...this.next(),
      ...this.relations(),
    ]);
  }

  get metadata(): string {
    return this.version.build.join('.');
  }

  toJson(): string {
    const { version } = this.version;
    return this.metadata ? `${version}+${this.metadata}` : version;
  }

  operate(
    operator: BinaryOperator,
    right: ExpressionValue,
  ): ExpressionValue | undefined {
    return right instanceof VersionValue &&
      (operator === '==' || operator === '!=')
      ? compareOrdered(operator, this.toJson(), right.toJson())
      : undefined;
  }

  private parts(): [string, ExpressionFunction][] {
    const part = (
      name: string,
      read: () => string | number,
    ): [string, ExpressionFunction] => [
      name,
      args => {
        takeArguments(name, args, []);
        return read();
      },
    ];
    return [
      part('Major', () => this.version.major),
      part('Minor', () => this.version.minor),
      part('Patch', () => this.version.patch),
      part('Prerelease', () => this.version.prerelease.join('.')),
      part('Metadata', () => this.metadata),
      part('String', () => this.toJson()),
      part('Original', () => this.original),
    ];
  }

  /** As Masterminds does it: the next patch of a prerelease is its release. */
  private next(): [string, ExpressionFunction][] {
    const { major, minor, patch, prerelease } = this.version;
    const to = (name: string, text: string): [string, ExpressionFunction] => [
      name,
      args => {
        takeArguments(name, args, []);
        return new VersionValue(
          new SemVer(text),
          this.original.startsWith('v') ? `v${text}` : text,
        );
      },
    ];
    return [
      to('IncMajor', `${major + 1}.0.0`),
      to('IncMinor', `${major}.${minor + 1}.0`),
      to(
        'IncPatch',
        `${major}.${minor}.${prerelease.length > 0 ? patch : patch + 1}`,
      ),
    ];
  }

  private relations(): [string, ExpressionFunction][] {
    const relation = (
      name: string,
      answer: (order: number) => boolean | number,
    ): [string, ExpressionFunction] => [
      name,
      args => {
        const [other] = takeArguments(name, args, ['any']);
        if (!(other instanceof VersionValue)) {
          throw new InputError(`${name} takes a semverParse("…")`);
        }
        return answer(this.version.compare(other.version));
      },
    ];
    return [
      relation('Compare', order => order),
      relation('Equal', order => order === 0),
      relation('LessThan', order => order < 0),
      relation('LessThanEqual', order => order <= 0),
      relation('GreaterThan', order => order > 0),
      relation('GreaterThanEqual', order => order >= 0),
    ];
  }
}
