import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { GitHubContext, requestedRepository } from '../GitHubContext';
import { notFound } from '../GitHubError';
import { paginate } from '../paginate';
import { PullRequestRecord } from '../pulls/PullRequestRecord';
import { readPullRequest } from '../pulls/readPullRequest';
import { updatePullRequest } from '../pulls/updatePullRequest';
import { labelView } from '../views/labelView';
import { parseBody } from './parseBody';

const name = z.union([
  z.string().min(1),
  z.object({ name: z.string().min(1) }).transform(label => label.name),
]);
const labelsBody = z.union([
  z.array(name),
  z.object({ labels: z.array(name) }).transform(body => body.labels),
]);

/** Labels of pull requests, which GitHub keeps under issues. */
export function labelRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();
  const path = '/repos/:owner/:repo/issues/:number/labels';

  async function change(
    req: Request,
    labelsOf: (pull: PullRequestRecord) => string[],
  ) {
    const repository = requestedRepository(context, req);
    const number = Number(req.params.number);
    const pull = await readPullRequest(context, repository.name, number);
    if (!pull) {
      throw notFound();
    }
    const labels = [...new Set(labelsOf(pull))];
    if (labels.join('\n') !== pull.labels.join('\n')) {
      await updatePullRequest(context, repository.name, number, { labels });
    }
    return labels.map(label =>
      labelView(label, repository.name, repository.links),
    );
  }

  router.get(path, async (req, res) => {
    res.json(paginate(req, res, await change(req, pull => pull.labels)));
  });

  router.post(path, async (req, res) => {
    const added = parseBody(labelsBody, req.body, 'Label');
    res.json(await change(req, pull => [...pull.labels, ...added]));
  });

  router.put(path, async (req, res) => {
    const labels = parseBody(labelsBody, req.body, 'Label');
    res.json(await change(req, () => labels));
  });

  router.delete(`${path}/:label`, async (req, res) => {
    res.json(
      await change(req, pull => {
        if (!pull.labels.includes(req.params.label)) {
          throw notFound();
        }
        return pull.labels.filter(label => label !== req.params.label);
      }),
    );
  });

  return router;
}
