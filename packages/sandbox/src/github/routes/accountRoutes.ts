import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { listRepositories } from '../../git/repositories';
import { API_LOGIN, GitHubContext } from '../GitHubContext';
import { RATE_LIMIT, rateLimitReset } from '../rateLimit';
import { linksOf } from '../views/Links';
import { userView } from '../views/userView';

/** The one account of the sandbox, and its rate limit, which is never used up. */
export function accountRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  router.get('/user', async (req, res) => {
    const repositories = await listRepositories(context.directory);
    res.json({
      ...userView(API_LOGIN, linksOf(req, context.gitBaseUrl)),
      user_view_type: 'public',
      name: 'Waybill (sandbox)',
      company: null,
      blog: '',
      location: null,
      email: null,
      hireable: null,
      bio: null,
      public_repos: repositories.length,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
    });
  });

  router.get('/rate_limit', async (_req, res) => {
    const rate = {
      limit: RATE_LIMIT,
      remaining: RATE_LIMIT,
      reset: rateLimitReset(new Date()),
      used: 0,
    };
    res.json({ resources: { core: rate, search: rate }, rate });
  });

  return router;
}
