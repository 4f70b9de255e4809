import { createHash } from 'node:crypto';
import { Request } from 'express';

/** Where the things of an answer can be found. */
export interface Links {
  /** Of the API, as the caller reached it: with or without `/api/v3`. */
  api: string;
  /** Of the Git server, where pages and clones are. */
  web: string;
}

export function linksOf(req: Request, gitBaseUrl: string): Links {
  return { api: `http://${req.headers.host}${req.baseUrl}`, web: gitBaseUrl };
}

/** A number that is always the same for the same thing, as GitHub's ids are. */
export function idOf(thing: string): number {
  return createHash('sha256').update(thing).digest().readUIntBE(0, 4);
}

export function nodeIdOf(thing: string): string {
  return Buffer.from(thing).toString('base64url');
}
