import type { BodyInit, Response } from 'undici';
import { LocatedRepository } from '../locateRepository';
import { RegistryMethod } from './registryFetch';

export interface RegistryRequest {
  repository: LocatedRepository;
  pipelineId: string;
  insecureSkipTLSVerify?: boolean;
  method: RegistryMethod;
  /** With query. */
  path: string;
  accept?: string;
  limitBytes: number;
  /** Of what is written; a stream is sent once, so whoever has one has a token already. */
  content?: { type: string; size: number; body: Buffer | BodyInit };
  /** For the whole exchange; default 20. */
  timeoutSeconds?: number;
  signal: AbortSignal;
}

export interface RegistryAnswer {
  url: URL;
  headers: Response['headers'];
  body: Buffer;
  /** A redirect led to another server: what that said must not be shown to whoever chose where to lead. */
  isElsewhere: boolean;
}

/** Something to read bit by bit. */
export interface RegistryStream {
  url: URL;
  body: AsyncIterable<Uint8Array>;
}

/** Asks registries, with tokens and credentials where they want them. */
export interface RegistryClient {
  /** Throws a `NotFoundError`, `NotAllowedError`, `RateLimitError` or `ServiceUnavailableError`. */
  ask(request: RegistryRequest): Promise<RegistryAnswer>;
  /** The same, without reading the body. The time is for all of it. */
  open(request: Omit<RegistryRequest, 'limitBytes'>): Promise<RegistryStream>;
}
