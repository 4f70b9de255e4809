import { sendJson } from '../server/sendJson';
import { RegistryContext } from './RegistryContext';
import { RegistryError } from './RegistryError';

/** One page of a sorted list, with `n`, `last` and a relative `Link` to the next. */
export function sendPage(
  { url, response, pageSize }: Omit<RegistryContext, 'repository'>,
  all: string[],
  body: (page: string[]) => unknown,
): void {
  const n = url.searchParams.get('n');
  if (n !== null && !/^\d+$/.test(n)) {
    throw new RegistryError(
      400,
      'PAGINATION_NUMBER_INVALID',
      `invalid number of results requested: '${n}'`,
    );
  }
  const limit = n === null ? pageSize : Math.min(Number(n), pageSize);
  const last = url.searchParams.get('last') ?? '';
  const rest = all.filter(entry => entry > last);
  const page = rest.slice(0, limit);
  const headers: Record<string, string> = {};
  if (page.length > 0 && rest.length > page.length) {
    const next = new URLSearchParams({
      last: page[page.length - 1],
      n: String(limit),
    });
    headers.link = `<${url.pathname}?${next}>; rel="next"`;
  }
  sendJson(response, 200, body(page), headers);
}
