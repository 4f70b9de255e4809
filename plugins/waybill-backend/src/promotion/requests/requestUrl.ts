import { InputError } from '@backstage/errors';
import { RequestFields } from './requestSchema';

/** The address of a request with its query. Throws an `InputError` that does not repeat what may hold a secret. */
export function requestUrl({ url, queryParams = [] }: RequestFields): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) {
    throw new InputError(
      'url: expected an address such as https://api.example.com/path',
    );
  }
  for (const { name, value } of queryParams) {
    parsed.searchParams.append(name, value);
  }
  return parsed;
}
