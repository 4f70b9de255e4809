import { fork } from 'node:child_process';
import { Finding, Tally, TallyReport } from './Tally';
import { Answer, Portion } from './worker';
import { workerArguments } from './workerArguments';

/** Small enough that all processes end at about the same time, and that progress can be seen. */
const PORTION = 10;
/** More than this many violations are one and the same most of the time. */
const ENOUGH_FINDINGS = 20;

/**
 * Runs seeds in as many processes as told.
 *
 * @param onProgress - told after each portion
 */
export async function simulateMany(
  {
    from,
    count,
    jobs,
    twice,
  }: { from: number; count: number; jobs: number; twice: number },
  onProgress: (tally: Tally, fresh: readonly Finding[]) => void,
): Promise<Tally> {
  const tally = new Tally();
  let next = from;
  const end = from + count;
  const take = (): Portion | undefined => {
    if (next >= end || tally.findings.length >= ENOUGH_FINDINGS) {
      return undefined;
    }
    const portion = {
      from: next,
      to: Math.min(next + PORTION, end) - 1,
      again: Math.max(0, Math.min(PORTION, from + twice - next)),
    };
    next = portion.to + 1;
    return portion;
  };
  const wanted = Math.min(jobs, Math.ceil(count / PORTION));
  await Promise.all(
    Array.from({ length: wanted }, () =>
      runWorker(take, report => {
        tally.merge(report);
        onProgress(tally, report.findings);
      }),
    ),
  );
  return tally;
}

function runWorker(
  take: () => Portion | undefined,
  onReport: (report: TallyReport) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(require.resolve('./worker'), {
      execArgv: workerArguments(),
    });
    let isDone = false;
    const give = () => {
      const portion = take();
      if (portion) {
        child.send(portion);
      } else {
        isDone = true;
        child.disconnect();
      }
    };
    // The loader of TypeScript has messages of its own.
    child.on('message', message => {
      const { tally } = message as Partial<Answer>;
      if (tally) {
        onReport(tally);
        give();
      }
    });
    child.on('error', reject);
    child.on('exit', code =>
      isDone
        ? resolve()
        : reject(new Error(`A simulating process ended with ${code}`)),
    );
    give();
  });
}
