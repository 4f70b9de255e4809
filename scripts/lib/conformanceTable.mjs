import fs from 'node:fs';
import path from 'node:path';

const HEAD = ['file', 'cases', 'passed', 'failed', 'different', 'not yet'];
const NO_SUITE = 'no suite asks about it';

/**
 * How every case of the conformance files came out, a row for each file; below it what is different on purpose, and what is not there
 * yet, each with its reason.
 *
 * @param result - of Jest, with `--json`; titles as `describeConformance` makes them
 * @param folder - of the files
 * @returns {string}
 */
export function conformanceTable(result, folder) {
  const tests = new Map();
  for (const { ancestorTitles, title, status } of result.testResults.flatMap(
    suite => suite.assertionResults,
  )) {
    const file = ancestorTitles
      .map(each => /^conformance: (.+\.json)$/.exec(each)?.[1])
      .find(Boolean);
    if (file) {
      tests.set(file, [...(tests.get(file) ?? []), { title, status }]);
    }
  }
  const files = fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => ({
      name,
      ...outcomes(
        JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')).cases,
        tests.get(name) ?? [],
      ),
    }));
  const rows = files.map(file => [
    file.name,
    file.cases,
    file.passed,
    file.failed.length,
    file.different.length,
    file.notYet.length,
  ]);
  const sums = HEAD.map((_, column) =>
    column ? rows.reduce((sum, row) => sum + row[column], 0) : 'all',
  );
  return [
    '',
    ...table([HEAD, ...rows, sums]),
    ...listed('different on purpose', files, 'different'),
    ...listed('not yet', files, 'notYet'),
    '',
    '',
  ].join('\n');
}

function outcomes(cases, tests) {
  const found = {
    cases: cases.length,
    passed: 0,
    failed: [],
    different: [],
    notYet: [],
  };
  const names = new Set(cases.map(({ name }) => name));
  const byName = new Map(
    tests.map(test => {
      const [, name, mark, reason] =
        /^(.*?)(?: \((differs on purpose|not yet): (.*)\))?$/s.exec(test.title);
      // A case may have brackets in its own name.
      return names.has(test.title)
        ? [test.title, test]
        : [name, { ...test, mark, reason }];
    }),
  );
  for (const { name } of cases) {
    const { status, mark, reason } = byName.get(name) ?? {
      mark: 'not yet',
      reason: NO_SUITE,
    };
    if (status === 'failed') {
      found.failed.push({ name });
    } else if (mark === 'differs on purpose') {
      found.different.push({ name, reason });
    } else if (mark === 'not yet' || status !== 'passed') {
      found.notYet.push({ name, reason: reason ?? 'did not run' });
    } else {
      found.passed += 1;
    }
  }
  return found;
}

function table(rows) {
  const widths = HEAD.map((_, column) =>
    Math.max(...rows.map(row => String(row[column]).length)),
  );
  return rows.map(row =>
    row
      .map((cell, column) =>
        column
          ? String(cell).padStart(widths[column] + 2)
          : String(cell).padEnd(widths[column]),
      )
      .join(''),
  );
}

/** One line for each reason in each file: all the cases, or how many. */
function listed(title, files, key) {
  const lines = files.flatMap(file => {
    const reasons = new Map();
    for (const { name, reason } of file[key]) {
      reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
    }
    return [...reasons].map(
      ([reason, names]) =>
        `  ${file.name}: ${
          names.length > 3 ? `${names.length} cases` : names.join('; ')
        }: ${reason}`,
    );
  });
  return lines.length ? ['', `${title}:`, ...lines] : [];
}
