import { PullRequest } from '@waybill/backstage-plugin-waybill-node';
import { HostLimitError } from '../HostLimitError';

/** So many are cheaper asked for by themselves than by a list. */
const FEW = 2;
/** Who has not asked for so long waits no more. */
const FORGET_MS = 60 * 60_000;
/** A list tells what has changed; should it ever not, this does. */
const EXACT_EVERY_MS = 30 * 60_000;

/** A pull request as it stands in an answer. */
export interface Seen {
  pullRequest: PullRequest;
  /** ISO 8601, to the second. */
  updatedAt: string;
}

/** An answer, with what to say the next time to hear whether it is still true. */
export interface Answer<T> {
  found: T;
  etag: string | undefined;
}

/** The questions that a watch asks. `etag`: of the last answer; `unchanged` if that is still true, which GitHub does not count. */
export interface PullRequestQuestions {
  one(
    number: number,
    etag: string | undefined,
  ): Promise<Answer<Seen | undefined> | 'unchanged'>;
  /** The first page of all, those that changed last first. `isLast`: there is no other. */
  list(
    etag: string | undefined,
  ): Promise<Answer<{ seen: Seen[]; isLast: boolean }> | 'unchanged'>;
}

interface Known {
  pullRequest: PullRequest;
  etag: string | undefined;
  /** When it was read, itself or in a list. */
  readAt: number;
  /** When that was last known to be true. */
  trueAt: number;
}

/** When whoever asks with the same token may ask again, in ms since 1970. */
export interface Pause {
  until: number;
}

export interface PullRequestWatch {
  /** Undefined: it does not exist. One that is not open is always of now. */
  look(
    number: number,
    maxAgeSeconds: number,
    questions: PullRequestQuestions,
  ): Promise<PullRequest | undefined>;
}

/**
 * Open pull requests of one repository, for many that wait for them. One list, shared by all, says what has changed since the last look;
 * what has not is answered from memory.
 *
 * @remarks Whatever ends the wait is read by itself: a list may be behind.
 */
export function createPullRequestWatch(
  pause: Pause,
  now: () => number = Date.now,
): PullRequestWatch {
  const askedAt = new Map<number, number>();
  const known = new Map<number, Known>();
  let listing: Promise<void> | undefined;
  let listedAt = -Infinity;
  let listEtag: string | undefined;
  /** The newest change that a list has shown. */
  let newest = '';

  async function asking<T>(work: () => Promise<T>): Promise<T> {
    const left = pause.until - now();
    if (left > 0) {
      throw new HostLimitError(
        'GitHub has asked not to be asked for a while; its rate limit is used up',
        Math.ceil(left / 1000),
      );
    }
    try {
      return await work();
    } catch (error) {
      if (error instanceof HostLimitError) {
        pause.until = now() + error.retryAfterSeconds * 1000;
      }
      throw error;
    }
  }

  function forget(at: number) {
    for (const [number, askedLast] of askedAt) {
      if (at - askedLast > FORGET_MS) {
        askedAt.delete(number);
        known.delete(number);
      }
    }
  }

  async function exact(number: number, questions: PullRequestQuestions) {
    const before = known.get(number);
    const at = now();
    const answer = await asking(() => questions.one(number, before?.etag));
    if (answer === 'unchanged') {
      known.set(number, { ...before!, readAt: at, trueAt: at });
      return before!.pullRequest;
    }
    const found = answer.found?.pullRequest;
    if (found?.state === 'open') {
      const { etag } = answer;
      known.set(number, { pullRequest: found, etag, readAt: at, trueAt: at });
    } else {
      known.delete(number);
      askedAt.delete(number);
    }
    return found;
  }

  async function list(questions: PullRequestQuestions): Promise<void> {
    const at = now();
    const answer = await asking(() => questions.list(listEtag));
    listedAt = at;
    if (answer === 'unchanged') {
      known.forEach(each => {
        each.trueAt = at;
      });
      return;
    }
    const { seen, isLast } = answer.found;
    const oldest = seen[seen.length - 1]?.updatedAt ?? '';
    // Else there may be changes that are on no page we have seen.
    const isComplete = isLast || (newest !== '' && oldest < newest);
    const listed = new Map(
      seen.map(({ pullRequest }) => [pullRequest.number, pullRequest]),
    );
    for (const [number, each] of known) {
      const pullRequest = listed.get(number);
      if (pullRequest || isComplete) {
        known.set(number, {
          ...each,
          pullRequest: pullRequest ?? each.pullRequest,
          trueAt: at,
        });
      }
    }
    newest = seen[0]?.updatedAt ?? newest;
    listEtag = answer.etag;
  }

  return {
    async look(number, maxAgeSeconds, questions) {
      const at = now();
      forget(at);
      askedAt.set(number, at);
      const isTrue = () => {
        const found = known.get(number);
        return (
          found !== undefined &&
          found.pullRequest.state === 'open' &&
          at - found.trueAt <= maxAgeSeconds * 1000 &&
          at - found.readAt < EXACT_EVERY_MS
        );
      };
      if (!isTrue() && askedAt.size > FEW) {
        if (at - listedAt > maxAgeSeconds * 1000) {
          listing ??= list(questions).finally(() => {
            listing = undefined;
          });
        }
        // It may have been stopped by another who waits; whatever it is, asking for this one tells.
        await listing?.catch(() => {});
      }
      return isTrue()
        ? known.get(number)!.pullRequest
        : exact(number, questions);
    },
  };
}
