import { FakeHost, fakeHost, FakePull, HEAD, MERGED, token } from './FakeHost';

/**
 * What Gitea and Forgejo answer, as far as it matters here, kept in memory.
 *
 * @see https://docs.gitea.com/api
 */
export function fakeGitea(): FakeHost {
  const host = fakeHost(`Bearer ${token}`, message => ({
    message,
    url: 'https://gitea.example.com/api/swagger',
  }));
  const { app, pulls, fault } = host;
  const at = '/api/v1/repos/acme/shop';
  const find = (number: string) =>
    pulls.find(pull => pull.number === Number(number));

  app.get(`${at}/labels`, (_req, res) => {
    res.json([{ id: 5, name: 'waybill' }]);
  });
  app.post(`${at}/pulls`, (req, res) => {
    const { head, base, title, body: text = '', labels = [] } = req.body;
    if (pulls.some(pull => pull.state === 'open' && pull.head === head)) {
      res.status(409).json({ message: 'pull request already exists' });
      return;
    }
    if (head === 'nowhere') {
      res.status(422).json({ message: 'head is invalid' });
      return;
    }
    if (labels.length > 0)
      host.labels.push(
        labels.map((id: number) => (id === 5 ? 'waybill' : '?')),
      );
    const number = pulls.length + 1;
    pulls.push({ number, state: 'open', title, text, head, base, sha: HEAD });
    res.status(201).json(view(pulls[number - 1]));
  });
  app.post(`${at}/pulls/:number/requested_reviewers`, (req, res) => {
    host.reviewers.push(req.body.reviewers);
    res.status(201).json([]);
  });
  app.get(`${at}/pulls/:number`, (req, res) => {
    const pull = find(req.params.number);
    if (pull) {
      res.json(view(pull));
    } else {
      res.status(404).json({ message: 'pull request does not exist' });
    }
  });
  app.get(`${at}/pulls/:base/:head`, (req, res) => {
    const found = pulls
      .filter(
        pull =>
          pull.base === req.params.base &&
          pull.head === req.params.head &&
          !pull.fork,
      )
      .pop();
    if (found) {
      res.json(view(found));
    } else {
      res.status(404).json({ message: 'not found' });
    }
  });
  app.post(`${at}/issues/:number/labels`, (req, res) => {
    host.labels.push(
      req.body.labels.map((id: number) => (id === 5 ? 'waybill' : '?')),
    );
    res.json([]);
  });
  app.patch(`${at}/pulls/:number`, (req, res) => {
    const pull = find(req.params.number);
    if (!pull) {
      res.status(404).json({ message: 'pull request does not exist' });
      return;
    }
    pull.title = req.body.title ?? pull.title;
    pull.text = req.body.body ?? pull.text;
    res.status(201).json(view(pull));
  });
  app.post(`${at}/pulls/:number/merge`, (req, res) => {
    const pull = find(req.params.number);
    host.merges.push(req.body);
    if (!pull || fault.unmergeable === 'conflict') {
      res.status(409).json({ message: 'conflict' });
    } else if (pull.state !== 'open' || fault.unmergeable) {
      res.status(405).json({ message: 'Please try again later' });
    } else if (req.body.head_commit_id !== pull.sha) {
      res.status(409).json({ message: 'head out of date' });
    } else {
      pull.state = 'merged';
      if (fault.loseMerge) {
        res.destroy();
        return;
      }
      res.status(200).end();
    }
  });
  return host;
}

function view(pull: FakePull) {
  return {
    number: pull.number,
    html_url: `https://gitea.example.com/acme/shop/pulls/${pull.number}`,
    state: pull.state === 'open' ? 'open' : 'closed',
    title: pull.title,
    body: pull.text,
    merged: pull.state === 'merged',
    merge_commit_sha: pull.state === 'merged' ? MERGED : null,
    head: { ref: pull.head, sha: pull.sha },
    base: { ref: pull.base },
  };
}
