import { FakeHost, fakeHost, FakePull, HEAD, MERGED, token } from './FakeHost';

/** What GitHub answers, as far as it matters here, kept in memory. */
export function fakeGithub(): FakeHost {
  const host = fakeHost(`token ${token}`, message => ({ message }));
  const { app, pulls, fault } = host;
  const at = '/repos/acme/shop';
  const find = (number: string) =>
    pulls.find(pull => pull.number === Number(number));

  app.get(`${at}/pulls`, (req, res) => {
    res.json(
      pulls
        .filter(
          pull =>
            (req.query.state === 'all' || pull.state === 'open') &&
            `acme:${pull.head}` === req.query.head &&
            pull.base === req.query.base,
        )
        .reverse()
        .map(view),
    );
  });
  app.post(`${at}/pulls`, (req, res) => {
    const { head, base, title, body: text = '' } = req.body;
    if (pulls.some(pull => pull.state === 'open' && pull.head === head)) {
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
    const number = pulls.length + 1;
    pulls.push({ number, state: 'open', title, text, head, base, sha: HEAD });
    res.status(201).json(view(pulls[number - 1]));
  });
  app.post(`${at}/issues/:number/labels`, (req, res) => {
    host.labels.push(req.body.labels);
    res.json([]);
  });
  app.post(`${at}/pulls/:number/requested_reviewers`, (req, res) => {
    host.reviewers.push(req.body.reviewers);
    res.status(201).json({});
  });
  app.get(`${at}/pulls/:number`, (req, res) => {
    const pull = find(req.params.number);
    if (pull) {
      res.json({
        ...view(pull),
        mergeable: fault.unmergeable !== 'conflict',
      });
    } else {
      res.status(404).json({ message: 'Not Found' });
    }
  });
  app.patch(`${at}/pulls/:number`, (req, res) => {
    const pull = find(req.params.number);
    if (!pull) {
      res.status(404).json({ message: 'Not Found' });
      return;
    }
    pull.title = req.body.title ?? pull.title;
    pull.text = req.body.body ?? pull.text;
    res.json(view(pull));
  });
  app.put(`${at}/pulls/:number/merge`, (req, res) => {
    const pull = find(req.params.number);
    host.merges.push(req.body);
    if (!pull || pull.state !== 'open' || fault.unmergeable) {
      res.status(405).json({ message: 'Pull Request is not mergeable' });
    } else if (req.body.sha !== pull.sha) {
      res.status(409).json({ message: 'Head branch was modified' });
    } else {
      pull.state = 'merged';
      if (fault.loseMerge) {
        res.destroy();
        return;
      }
      res.json({ merged: true, sha: MERGED, message: 'merged' });
    }
  });
  return host;
}

function view(pull: FakePull) {
  const merged = pull.state === 'merged';
  return {
    number: pull.number,
    html_url: `https://github.example.com/acme/shop/pull/${pull.number}`,
    state: pull.state === 'open' ? 'open' : 'closed',
    title: pull.title,
    body: pull.text || null,
    merged,
    merged_at: merged ? '2026-01-01T00:00:00Z' : null,
    // Before the merge it is that of a trial.
    merge_commit_sha: merged ? MERGED : 't'.repeat(40),
    head: {
      ref: pull.head,
      sha: pull.sha,
      user: { login: pull.fork ? 'someone' : 'acme' },
    },
    base: { ref: pull.base },
  };
}
