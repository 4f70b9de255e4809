import { Request, Response } from 'express';

/** Which part of a list was asked for; what makes no sense is read as the default, as GitHub does. */
export function pageOf(req: Request): { page: number; perPage: number } {
  const number = (value: unknown, otherwise: number) => {
    const parsed = Number(value);
    return Number.isInteger(parsed) && parsed > 0 ? parsed : otherwise;
  };
  return {
    page: number(req.query.page, 1),
    perPage: Math.min(number(req.query.per_page, 30), 100),
  };
}

/** The part of a list that was asked for; sets the `Link` header that leads to the others. */
export function paginate<T>(req: Request, res: Response, items: T[]): T[] {
  const { page, perPage } = pageOf(req);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links: string[] = [];
  const link = (rel: string, to: number) => {
    const url = new URL(`http://${req.headers.host}${req.originalUrl}`);
    url.searchParams.set('page', String(to));
    links.push(`<${url}>; rel="${rel}"`);
  };
  if (page > 1) {
    link('prev', Math.min(page - 1, last));
  }
  if (page < last) {
    link('next', page + 1);
    link('last', last);
  }
  if (page > 1) {
    link('first', 1);
  }
  if (links.length) {
    res.setHeader('link', links.join(', '));
  }
  return items.slice((page - 1) * perPage, page * perPage);
}
