// The cases are tests made from data; the rules for written ones do not fit.
/* eslint-disable jest/no-export, jest/require-top-level-describe, jest/expect-expect, jest/valid-title */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../../../../../../../shared/conformance');

/**
 * Runs every case of a conformance file that stands beside the checkout; says so when it does not.
 *
 * @param options.elsewhere - cases that another room answers
 * @param options.notYet - names of cases whose capability does not exist, or that Waybill answers differently on purpose; each must
 * be in the file, so that the list cannot outlive its reasons
 */
export function describeCases<T extends { name: string }>(
  file: string,
  options: {
    elsewhere?: (given: T) => boolean;
    notYet?: Record<string, string>;
    check: (given: T) => void;
  },
): void {
  const path = resolve(FOLDER, file);
  if (!existsSync(path)) {
    test.todo(
      `${file} is not there: shared/conformance does not stand beside the checkout`,
    );
    return;
  }
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: T[] };
  const { elsewhere = () => false, notYet = {} } = options;
  const ours = cases.filter(given => !elsewhere(given));

  describe(file, () => {
    test('has every case that is listed as not answered', () => {
      const names = new Set(ours.map(({ name }) => name));
      expect(Object.keys(notYet).filter(name => !names.has(name))).toEqual([]);
    });
    for (const given of ours) {
      const reason = notYet[given.name];
      if (reason) {
        test.todo(`${given.name} (${reason})`);
      } else {
        test(given.name, () => options.check(given));
      }
    }
  });
}
