import { CustomErrorBase } from '@backstage/errors';
import { Credential } from '../../ports';
import { cleanOutput } from './cleanOutput';

export type GitFailureReason =
  /** Ended with this exit code. */
  number | 'timeout' | 'aborted' | 'output' | 'killed' | 'spawn';

/** Git did not do what was asked. Its message is fit to be shown. */
export class GitFailure extends CustomErrorBase {
  name = 'GitFailure' as const;
  readonly reason: GitFailureReason;
  readonly stderr: string;

  constructor(
    reason: GitFailureReason,
    run: { args: string[]; timeoutMs: number; credential?: Credential },
    stderr: string,
  ) {
    const clean = cleanOutput(stderr, run.credential);
    super(
      `git ${run.args[0]} ${describe(reason, run.timeoutMs)}${
        clean && `: ${clean}`
      }`,
    );
    this.reason = reason;
    this.stderr = clean;
  }
}

function describe(reason: GitFailureReason, timeoutMs: number): string {
  switch (reason) {
    case 'timeout':
      return `had no answer for ${timeoutMs / 1000} s and was stopped`;
    case 'aborted':
      return 'was stopped';
    case 'output':
      return 'printed more than is read';
    case 'killed':
      return 'was killed';
    case 'spawn':
      return 'could not be started';
    default:
      return `ended with ${reason}`;
  }
}
