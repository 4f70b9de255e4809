import { createHash } from 'node:crypto';
import { Request, Response } from 'express';

/** Sends JSON with a strong ETag over its text, or 304 when the caller has it already. Proxies that compress make it weak on the way. */
export function sendWithEtag(
  request: Request,
  response: Response,
  body: object,
) {
  const etag = `"${createHash('sha256')
    .update(JSON.stringify(body))
    .digest('base64url')}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'private, no-cache');
  const known = request
    .header('if-none-match')
    ?.split(',')
    .map(tag => tag.trim().replace(/^W\//, ''));
  if (known?.some(tag => tag === etag || tag === '*')) {
    response.status(304).end();
  } else {
    response.json(body);
  }
}
