/* eslint-disable jest/no-export, jest/valid-title, jest/expect-expect -- makes tests of cases for others */
import { InputError } from '@backstage/errors';
import { existsSync, readFileSync } from 'fs';
import { resolve } from 'path';

/** Stands beside the checkout, not in it. */
const FOLDER = resolve(__dirname, '../../../../../shared/conformance');

/** A case of a conformance file: how Kargo behaves, as data. */
export interface ConformanceCase {
  name: string;
  expect: unknown;
}

/**
 * Makes every case of a conformance file a test of its own: the answer must be what the case expects.
 *
 * @remarks `npm run conformance` makes its table from the titles: the file's name, the case's name, and in brackets what is not
 * as it is in Kargo. Without the folder one test says so; where CI is set it fails, since there the folder must be.
 * @param options - `expected`: what of the case's expectation the answer is about, where that is not all of it;
 * `differs`: why and what is expected instead where Waybill differs on purpose, by name of the case; `notYet`: why this version
 * cannot answer a case yet, which is then listed as still to do
 */
export function describeConformance<C extends ConformanceCase>(
  file: string,
  options: {
    answer(given: C): unknown;
    expected?(given: C): unknown;
    differs?: Record<
      string,
      { because: string; expect: (given: C) => unknown }
    >;
    notYet?(given: C): string | undefined;
  },
): void {
  describe(`conformance: ${file}`, () => {
    const path = resolve(FOLDER, file);
    if (!existsSync(path)) {
      it('cannot run: ../shared/conformance is not there', () => {
        if (process.env.CI) {
          throw new Error(
            `Expected the conformance cases beside the checkout, in ../shared/conformance/${file}; not there`,
          );
        }
      });
      return;
    }
    const { cases }: { cases: C[] } = JSON.parse(readFileSync(path, 'utf8'));
    const differs = options.differs ?? {};
    const known = new Set(cases.map(it => it.name));

    it('knows every case that is said to differ', () => {
      expect(Object.keys(differs).filter(name => !known.has(name))).toEqual([]);
    });
    for (const given of cases) {
      const reason = options.notYet?.(given);
      const difference = differs[given.name];
      if (reason) {
        it.todo(`${given.name} (not yet: ${reason})`);
      } else if (difference) {
        it(`${given.name} (differs on purpose: ${difference.because})`, () => {
          expect(options.answer(given)).toEqual(difference.expect(given));
          expect(options.answer(given)).not.toEqual(given.expect);
        });
      } else {
        it(given.name, () => {
          expect(options.answer(given)).toEqual(
            options.expected ? options.expected(given) : given.expect,
          );
        });
      }
    }
  });
}

/** An answer, or what the cases expect where the question is refused. */
export function orError<T>(answer: () => T): T | { error: true } {
  try {
    return answer();
  } catch (error) {
    if (error instanceof InputError) {
      return { error: true };
    }
    throw error;
  }
}
