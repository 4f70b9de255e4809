import express from 'express';

export const token = 's3cr3t-t0k3n';

interface FakePull {
  number: number;
  html_url: string;
  state: string;
  title: string;
  merged: boolean;
  merged_at: string | null;
  merge_commit_sha: string;
  head: { ref: string; sha: string; user: { login: string } };
  base: { ref: string };
}

/** What GitHub answers, as far as it matters here, kept in memory. */
export function fakeGithub() {
  const app = express();
  const pulls: FakePull[] = [];
  const labels: string[][] = [];
  const fault: {
    status?: number;
    hang?: boolean;
    headers?: Record<string, string>;
  } = {};
  app.use(express.json());
  app.use((req, res, next) => {
    if (fault.hang) {
      return;
    }
    if (fault.status) {
      res
        .set(fault.headers ?? {})
        .status(fault.status)
        .json({ message: `no: ${fault.status}` });
    } else if (req.headers.authorization !== `token ${token}`) {
      res.status(401).json({ message: 'Bad credentials' });
    } else {
      next();
    }
  });
  app.get('/repos/acme/shop/pulls', (req, res) => {
    res.json(
      pulls.filter(
        pull =>
          pull.state === req.query.state &&
          `acme:${pull.head.ref}` === req.query.head &&
          pull.base.ref === req.query.base,
      ),
    );
  });
  app.post('/repos/acme/shop/pulls', (req, res) => {
    const { head, base, title } = req.body;
    if (pulls.some(pull => pull.state === 'open' && pull.head.ref === head)) {
      res.status(422).json({
        message: 'Validation Failed',
        errors: [
          { message: `A pull request already exists for acme:${head}.` },
        ],
      });
      return;
    }
    if (head === 'nowhere') {
      res.status(422).json({
        message: 'Validation Failed',
        errors: [{ field: 'head', code: 'invalid' }],
      });
      return;
    }
    const pull = {
      number: pulls.length + 1,
      html_url: `https://github.example.com/acme/shop/pull/${pulls.length + 1}`,
      state: 'open',
      title,
      merged: false,
      merged_at: null,
      merge_commit_sha: 't'.repeat(40),
      head: { ref: head, sha: 'a'.repeat(40), user: { login: 'acme' } },
      base: { ref: base },
    };
    pulls.push(pull);
    res.status(201).json(pull);
  });
  app.post('/repos/acme/shop/issues/:number/labels', (req, res) => {
    labels.push(req.body.labels);
    res.json([]);
  });
  app.get('/repos/acme/shop/pulls/:number', (req, res) => {
    const pull = pulls[Number(req.params.number) - 1];
    if (pull) {
      res.json(pull);
    } else {
      res.status(404).json({ message: 'Not Found' });
    }
  });
  return { app, pulls, labels, fault };
}
