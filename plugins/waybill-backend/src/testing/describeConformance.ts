// The cases are tests made from data; the rules for written ones do not fit.
/* eslint-disable jest/no-export, jest/require-top-level-describe, jest/expect-expect, jest/valid-title, no-restricted-syntax */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Stands beside the checkout, not in it. */
const FOLDER = resolve(__dirname, '../../../../../shared/conformance');

/** A case of a conformance file: how Kargo behaves, as data. */
export interface ConformanceCase {
  name: string;
}

/** What Waybill does otherwise, on purpose. */
export interface ConformanceDifference<T> {
  /** One clause, as it stands in the table: `a step that says Failed means it`. */
  because: string;
  /** What Waybill does instead. */
  check(given: T): void | Promise<void>;
}

/**
 * Makes every case of a conformance file that stands beside the checkout a test of its own.
 *
 * @remarks `npm run conformance` makes its table from the titles: the file's name, the case's name, and in brackets what is not as
 * it is in Kargo. Without the folder one test says so; where CI is set it fails, since there the folder must be.
 * @param options - `isHere`: which cases this suite answers, where several share a file; `differs` by the case's name, each of which
 * must be in the file, so that the list does not outlive its reasons; `becauseOf`: why a case, which says itself what Waybill does,
 * differs; `notYet`: what is missing for a case
 */
export function describeConformance<T extends ConformanceCase>(
  file: string,
  options: {
    isHere?(given: T): boolean;
    check(given: T): void | Promise<void>;
    differs?: Record<string, ConformanceDifference<T>>;
    becauseOf?(given: T): string | undefined;
    notYet?(given: T): string | undefined;
  },
): void {
  const { isHere = () => true, check, differs = {} } = options;
  const path = resolve(FOLDER, file);
  describe(`conformance: ${file}`, () => {
    if (!existsSync(path)) {
      test('cannot run: ../shared/conformance is not there', () => {
        if (process.env.CI) {
          throw new Error(`Expected the conformance cases in ${path}`);
        }
      });
      return;
    }
    const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: T[] };
    const ours = cases.filter(isHere);

    test('has every case that is listed as different', () => {
      const names = new Set(ours.map(({ name }) => name));
      expect(Object.keys(differs).filter(name => !names.has(name))).toEqual([]);
    });
    for (const given of ours) {
      const { name } = given;
      const difference = differs[name];
      const because = difference?.because ?? options.becauseOf?.(given);
      const missing = options.notYet?.(given);
      if (missing) {
        test.todo(`${name} (not yet: ${missing})`);
      } else if (because) {
        test(`${name} (differs on purpose: ${because})`, async () => {
          await (difference?.check ?? check)(given);
        });
      } else {
        test(name, async () => {
          await check(given);
        });
      }
    }
  });
}
