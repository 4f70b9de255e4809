import { existsSync, readFileSync } from 'fs';
import { resolve } from 'path';

/** Stands beside the checkout, not in it. */
const FOLDER = resolve(__dirname, '../../../../../shared/conformance');

/** A case of a conformance file: how Kargo behaves, as data. */
export interface ConformanceCase {
  name: string;
}

/**
 * Runs every case of a conformance file as a test of its own.
 *
 * @remarks Without the folder one test says so; where CI is set it fails, since there the folder must be.
 * @param options - `notYet`: why this version cannot run a case yet; such a case is listed as still to do.
 * `differs`: where Waybill differs on purpose, what it does instead is tested by the function given
 */
export function describeConformance<C extends ConformanceCase>(
  file: string,
  options: {
    run(given: C): void;
    notYet?(given: C): string | undefined;
    differs?: Record<string, (given: C) => void>;
  },
): void {
  describe(`conformance: ${file}`, () => {
    const path = resolve(FOLDER, file);
    if (!existsSync(path)) {
      // eslint-disable-next-line jest/expect-expect
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
      if (reason) {
        it.todo(`${given.name} (${reason})`);
      } else {
        const run = differs[given.name] ?? options.run;
        const title = differs[given.name]
          ? `${given.name} (differs on purpose)`
          : given.name;
        // eslint-disable-next-line jest/expect-expect
        it(title, () => run(given));
      }
    }
  });
}
