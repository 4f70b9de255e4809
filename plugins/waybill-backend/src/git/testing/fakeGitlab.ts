import { FakeHost, fakeHost, FakePull, HEAD, MERGED, token } from './FakeHost';

const MERGE_STATUS = {
  conflict: 'conflict',
  checks: 'ci_still_running',
  none: 'mergeable',
};

/**
 * What GitLab answers, as far as it matters here, kept in memory.
 *
 * @see https://docs.gitlab.com/api/merge_requests/
 */
export function fakeGitlab(): FakeHost {
  const host = fakeHost(`Bearer ${token}`, message => ({ message }));
  const { app, pulls, fault } = host;
  const at = '/api/v4/projects/:project/merge_requests';
  const find = (number: string) =>
    pulls.find(pull => pull.number === Number(number));
  const view = (pull: FakePull) => ({
    iid: pull.number,
    web_url: `https://gitlab.example.com/acme/shop/-/merge_requests/${pull.number}`,
    title: pull.title,
    description: pull.text || null,
    reviewers: (host.reviewers.at(-1) ?? []).map(id => ({ id: Number(id) })),
    state: pull.state === 'open' ? 'opened' : pull.state,
    source_branch: pull.head,
    target_branch: pull.base,
    source_project_id: pull.fork ? 9 : 1,
    target_project_id: 1,
    sha: pull.sha,
    merge_commit_sha: pull.state === 'merged' ? MERGED : null,
    squash_commit_sha: null,
    detailed_merge_status: MERGE_STATUS[fault.unmergeable ?? 'none'],
  });

  app.use('/api/v4/projects/:project', (req, res, next) => {
    if (decodeURIComponent(req.params.project) === 'acme/shop') {
      next();
    } else {
      res.status(404).json({ message: '404 Project Not Found' });
    }
  });
  app.get('/api/v4/users', (req, res) => {
    const known = ['olga', 'dana'].indexOf(String(req.query.username));
    res.json(known < 0 ? [] : [{ id: 70 + known }]);
  });
  app.get(at, (req, res) => {
    res.json(
      pulls
        .filter(
          pull =>
            (req.query.state !== 'opened' || pull.state === 'open') &&
            pull.head === req.query.source_branch &&
            pull.base === req.query.target_branch,
        )
        .reverse()
        .map(view),
    );
  });
  app.post(at, (req, res) => {
    const { source_branch: head, target_branch: base, title } = req.body;
    const { description: text = '' } = req.body;
    if (pulls.some(pull => pull.state === 'open' && pull.head === head)) {
      res.status(409).json({
        message: ['Another open merge request already exists: !1'],
      });
      return;
    }
    if (head === 'nowhere') {
      res.status(400).json({ message: { source_branch: ['is invalid'] } });
      return;
    }
    if (req.body.labels) host.labels.push(req.body.labels.split(','));
    if (req.body.reviewer_ids)
      host.reviewers.push(req.body.reviewer_ids.map(String));
    const number = pulls.length + 1;
    pulls.push({ number, state: 'open', title, text, head, base, sha: HEAD });
    res.status(201).json(view(pulls[number - 1]));
  });
  app.get(`${at}/:number`, (req, res) => {
    const pull = find(req.params.number);
    if (pull) {
      res.json(view(pull));
    } else {
      res.status(404).json({ message: '404 Not found' });
    }
  });
  app.put(`${at}/:number`, (req, res) => {
    const pull = find(req.params.number);
    if (!pull) {
      res.status(404).json({ message: '404 Not found' });
      return;
    }
    pull.title = req.body.title ?? pull.title;
    pull.text = req.body.description ?? pull.text;
    if (req.body.add_labels) host.labels.push(req.body.add_labels.split(','));
    if (req.body.reviewer_ids)
      host.reviewers.push(req.body.reviewer_ids.map(String));
    res.json(view(pull));
  });
  app.put(`${at}/:number/merge`, (req, res) => {
    const pull = find(req.params.number);
    host.merges.push(req.body);
    if (!pull || pull.state !== 'open' || fault.unmergeable) {
      res.status(405).json({ message: '405 Method Not Allowed' });
    } else if (req.body.sha !== pull.sha) {
      res.status(409).json({ message: 'SHA does not match HEAD' });
    } else {
      pull.state = 'merged';
      if (fault.loseMerge) {
        res.destroy();
        return;
      }
      res.json(view(pull));
    }
  });
  return host;
}
