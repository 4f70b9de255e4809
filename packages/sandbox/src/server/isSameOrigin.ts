import { IncomingMessage } from 'node:http';

/**
 * Whether a request that changes something comes from a page of this very server or from no page at all. Browsers name
 * the origin with every POST; JSON from another origin would have to ask first, and is never answered.
 */
export function isSameOrigin(req: IncomingMessage): boolean {
  const { origin, host } = req.headers;
  const isJson = /^application\/json\b/.test(req.headers['content-type'] ?? '');
  return origin === undefined ? isJson : origin === `http://${host}`;
}
