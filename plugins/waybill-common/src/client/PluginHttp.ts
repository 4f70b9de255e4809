import { ResponseError } from '@backstage/errors';

/** Requests to the backend plugin `waybill`. Every answer but a 2xx becomes a `ResponseError`. */
export class PluginHttp {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** Parameters that are undefined are left out. */
  async url(
    path: string,
    query: Record<string, string | undefined> = {},
  ): Promise<string> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('waybill');
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        parameters.set(name, value);
      }
    }
    const search = parameters.toString();
    return `${baseUrl}${path}${search ? `?${search}` : ''}`;
  }

  fetch(url: string, init?: RequestInit): Promise<Response> {
    return this.#fetchApi.fetch(url, init);
  }

  async get<T>(
    path: string,
    query?: Record<string, string | undefined>,
  ): Promise<T> {
    return this.bodyOf(await this.fetch(await this.url(path, query)));
  }

  async post(
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await this.fetch(await this.url(path), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }

  async bodyOf<T>(response: Response): Promise<T> {
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()) as T;
  }
}
