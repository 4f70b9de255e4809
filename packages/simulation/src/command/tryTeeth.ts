import { fork } from 'node:child_process';
import { teeth } from '../teeth';
import { Tooth } from '../teeth/Tooth';
import { Finding } from './Tally';
import { Bite } from './toothWorker';
import { workerArguments } from './workerArguments';

/** What a deliberate fault came to. */
export interface ToothResult {
  tooth: Tooth;
  /** Undefined: nothing has caught it. */
  finding: Finding | undefined;
  /** By the invariant that it names. */
  isCaught: boolean;
}

/**
 * Lets each deliberate fault loose on seeds, in as many processes as told.
 *
 * @param onResult - told of each as soon as it is caught, or is not
 */
export async function tryTeeth(
  {
    from,
    count,
    jobs,
  }: { from: number | undefined; count: number; jobs: number },
  onResult: (result: ToothResult) => void,
): Promise<ToothResult[]> {
  const waiting = [...teeth];
  const results: ToothResult[] = [];
  const work = async () => {
    for (let tooth = waiting.shift(); tooth; tooth = waiting.shift()) {
      const finding = await bite(tooth, from ?? tooth.seed, count);
      const isCaught = finding?.invariant === tooth.caughtBy;
      const result = { tooth, finding, isCaught };
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

function bite(
  { name }: Tooth,
  from: number,
  count: number,
): Promise<Finding | undefined> {
  return new Promise((resolve, reject) => {
    const child = fork(
      require.resolve('./toothWorker'),
      [name, String(from), String(count)],
      { execArgv: workerArguments() },
    );
    // The loader of TypeScript has messages of its own.
    child.on('message', message => {
      const { tooth, finding } = message as Partial<Bite>;
      if (tooth === name) resolve(finding);
    });
    child.on('error', reject);
    child.on('exit', code =>
      reject(new Error(`A simulating process ended with ${code}`)),
    );
  });
}
