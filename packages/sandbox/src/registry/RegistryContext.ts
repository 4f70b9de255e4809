import { IncomingMessage, ServerResponse } from 'http';
import { RegistryStore } from './RegistryStore';

/** One request to one repository. */
export interface RegistryContext {
  store: RegistryStore;
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  url: URL;
  repository: string;
  /** Most entries of one page of tags or repositories. */
  pageSize: number;
}
