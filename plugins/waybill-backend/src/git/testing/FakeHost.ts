import express from 'express';

export const token = 's3cr3t-t0k3n';
export const HEAD = 'a'.repeat(40);
export const MERGED = 'c'.repeat(40);

/** A pull request as the fakes keep it; each shows it in the words of its host. */
export interface FakePull {
  number: number;
  title: string;
  text: string;
  state: 'open' | 'closed' | 'merged';
  head: string;
  base: string;
  sha: string;
  fork?: boolean;
}

/** A host in memory, with its bad days. */
export interface FakeHost {
  app: express.Express;
  pulls: FakePull[];
  labels: string[][];
  /** Those asked for in one go. */
  reviewers: string[][];
  merges: unknown[];
  fault: {
    status?: number;
    hang?: boolean;
    headers?: Record<string, string>;
    /** Why it does not merge. */
    unmergeable?: 'checks' | 'conflict';
    /** It merges, and its answer is lost. */
    loseMerge?: boolean;
    /** More than anybody asked for. */
    endless?: boolean;
  };
}

/** What the fakes have in common: the token, and the faults. */
export function fakeHost(
  authorization: string,
  refusal: (message: string) => unknown,
): FakeHost {
  const host: FakeHost = {
    app: express(),
    pulls: [],
    labels: [],
    reviewers: [],
    merges: [],
    fault: {},
  };
  const { app, fault } = host;
  app.use(express.json());
  app.use((req, res, next) => {
    if (fault.hang) {
      return;
    }
    if (fault.endless) {
      const more = () => {
        while (!res.destroyed && res.write('x'.repeat(1024 * 1024)));
        if (!res.destroyed) res.once('drain', more);
      };
      more();
      return;
    }
    if (fault.status) {
      res
        .set(fault.headers ?? {})
        .status(fault.status)
        .json(refusal(`no: ${fault.status}`));
    } else if (req.headers.authorization !== authorization) {
      res.status(401).json(refusal('Bad credentials'));
    } else {
      next();
    }
  });
  return host;
}
