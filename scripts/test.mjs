// `npm test`: everything, fast first. Ends in `N passed, N failed`.
import fs from 'node:fs';
import path from 'node:path';
import { conformanceTable } from './lib/conformanceTable.mjs';
import { ensureAppBuilt } from './lib/ensureAppBuilt.mjs';
import { ensureInstalled } from './lib/ensureInstalled.mjs';
import { ensureNode } from './lib/ensureNode.mjs';
import { root, toolchain } from './lib/paths.mjs';
import { progress } from './lib/progress.mjs';
import { run } from './lib/run.mjs';
import { readSettings } from './lib/settings.mjs';
import { startPostgres } from './lib/startPostgres.mjs';
import { typescript } from './lib/typescript.mjs';

const ci = process.env.CI === 'true';
const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1]
  : undefined;
const total = { passed: 0, failed: 0, skipped: 0 };
const complaints = [];
const bin = name => path.join(root, 'node_modules/.bin', name);
const wants = suite => only === undefined || only === suite;

function count(name, passed, failed, output = '') {
  total.passed += passed;
  total.failed += failed;
  process.stdout.write(
    `${failed ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed\n`,
  );
  if (failed) {
    complaints.push(name);
    process.stdout.write(`${output.slice(-20_000)}\n`);
  }
}

/** A check that passes or fails as a whole. */
async function check(name, args, tools) {
  const { code, output } = await progress(name, () =>
    run(tools.node, args, {
      cwd: root,
      env: { ...tools.env, FORCE_COLOR: '0' },
      allowFailure: true,
    }),
  );
  count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1, output);
}

/** Jest over the workspace's packages, or some of them; undefined: it did not get as far as a result. */
async function jest(name, args, tools, env = {}) {
  const file = path.join(toolchain, `jest-${name.replace(/\W+/g, '-')}.json`);
  fs.rmSync(file, { force: true });
  const { output } = await progress(name, () =>
    run(
      tools.node,
      [
        bin('backstage-cli'),
        'repo',
        'test',
        '--watchAll=false',
        '--json',
        `--outputFile=${file}`,
        ...args,
      ],
      {
        cwd: root,
        env: { ...tools.env, ...env, FORCE_COLOR: '0' },
        allowFailure: true,
      },
    ),
  );
  if (!fs.existsSync(file)) {
    count(name, 0, 1, output);
    return undefined;
  }
  const result = JSON.parse(fs.readFileSync(file, 'utf8'));
  const broken = result.testResults.filter(
    suite =>
      suite.status === 'failed' &&
      suite.assertionResults.every(test => test.status !== 'failed'),
  ).length;
  const failures = result.testResults
    .filter(suite => suite.status === 'failed')
    .map(suite => `${path.relative(root, suite.name)}\n${suite.message}`)
    .join('\n');
  total.skipped += result.numPendingTests;
  count(name, result.numPassedTests, result.numFailedTests + broken, failures);
  return result;
}

const has = program =>
  process.env.PATH.split(path.delimiter).some(folder =>
    fs.existsSync(path.join(folder, program)),
  );

/** What the suites need and npm cannot give; README, "Running the tests". */
function checkMachine() {
  const missing = [
    ['git', 'git'],
    ['chromium', 'chromium'],
    ['docker-registry', 'docker-registry'],
    ['skopeo', 'skopeo'],
  ].filter(([program]) => !has(program));
  if (!missing.length) return;
  const names = missing.map(([, name]) => name).join(' ');
  const sentence = `missing on this machine: ${names} (Debian: apt-get install ${names})`;
  if (ci) count(sentence, 0, missing.length);
  else
    process.stdout.write(
      `! ${sentence}; the suites that need them fail or skip themselves\n`,
    );
}

async function main() {
  const tools = await ensureNode();
  await ensureInstalled(tools);
  fs.mkdirSync(toolchain, { recursive: true });
  checkMachine();
  const postgres = await startPostgres();
  if (!postgres) {
    if (ci)
      count(
        'PostgreSQL is not installed (Debian: apt-get install postgresql)',
        0,
        1,
      );
    else
      process.stdout.write(
        '! PostgreSQL is not installed: its suites do not run\n',
      );
  }
  const env = {
    CI: process.env.CI ?? '',
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    ...(postgres
      ? {
          BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING: postgres.url,
          WAYBILL_TEST_POSTGRES: postgres.url,
        }
      : {}),
  };
  try {
    if (wants('types')) await check('types', [bin('tsc'), '--noEmit'], tools);
    if (wants('lint')) {
      await check(
        'format',
        [bin('prettier'), '--check', '--loglevel', 'warn', '.'],
        tools,
      );
      await check(
        'lint',
        [
          bin('backstage-cli'),
          'repo',
          'lint',
          '--successCache',
          '--max-warnings',
          '0',
        ],
        tools,
      );
    }
    if (wants('conformance')) {
      const result = await jest(
        'conformance',
        ['--testPathPatterns', '/conformance/'],
        tools,
        env,
      );
      const cases = path.resolve(root, '../shared/conformance');
      if (result && fs.existsSync(cases))
        process.stdout.write(conformanceTable(result, cases));
    }
    if (wants('simulation')) {
      // Enough that each fault comes about at each port; npm run simulate has more.
      await check(
        'simulation',
        [
          ...typescript('packages/simulation/src/command/main.ts'),
          '--seeds',
          process.env.WAYBILL_SEEDS || '2000',
          '--complete',
          '--twice',
          '100',
        ],
        tools,
      );
      await check(
        'deliberate faults',
        [
          ...typescript('packages/simulation/src/command/main.ts'),
          '--teeth',
          '--seeds',
          '400',
        ],
        tools,
      );
    }
    if (wants('unit')) {
      await jest(
        'unit and integration',
        [
          '--maxWorkers=2',
          '--testPathIgnorePatterns',
          '/conformance/',
          'packages/backend/src/acceptance/',
        ],
        tools,
        env,
      );
    }
    if (wants('acceptance')) {
      await ensureAppBuilt({
        ...tools,
        env: { ...tools.env, ...readSettings().environment },
      });
      await jest(
        'acceptance and browser',
        // The demo as a whole, which wants the machine for itself.
        [
          '--runInBand',
          '--testPathPatterns',
          'packages/backend/src/acceptance/',
        ],
        tools,
        env,
      );
    }
  } finally {
    await postgres?.stop();
  }
  if (complaints.length)
    process.stdout.write(`\nfailed: ${complaints.join('; ')}\n`);
  process.stdout.write(
    `\n${total.passed} passed, ${total.failed} failed${
      total.skipped ? `, ${total.skipped} skipped` : ''
    }\n`,
  );
  process.exitCode = total.failed ? 1 : 0;
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.stdout.write(
    `\n${total.passed} passed, ${total.failed + 1} failed\n`,
  );
  process.exitCode = 1;
});
