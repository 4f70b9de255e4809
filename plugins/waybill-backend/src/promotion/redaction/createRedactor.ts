import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { REMOVED_SECRET } from './removedSecret';
import { secretForms } from './secretForms';

/** Takes secrets out of what is stored, shown or logged. */
export interface Redactor {
  text(text: string): string;
  /** Of JSON, or of an object with JSON's types: all texts in it, keys as well. The same object when there is nothing to take out. */
  json<T>(value: T): T;
  /** Of an error: its message and stack, and those of its causes; it stays the same object, since others ask for its class. */
  error(error: unknown): unknown;
  logger(logger: LoggerService): LoggerService;
}

/**
 * A redactor of exact values, in the forms that `secretForms` knows. A secret that somebody has changed (`upper(…)`, a part of it)
 * is another text to it.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secretForms(secrets);
  const text = (given: string) => {
    const present = forms.filter(form => given.includes(form));
    // All at once, and the longest first: what stands for one secret may have another in it.
    return present.length === 0
      ? given
      : given.replace(
          new RegExp(present.map(literally).join('|'), 'g'),
          () => REMOVED_SECRET,
        );
  };
  const json = <T>(value: T): T =>
    forms.length === 0 ? value : (redacted(value, text) as T);
  const inError = (error: unknown) => {
    const seen = new Set<unknown>();
    let cause = error;
    while (isError(cause) && !seen.has(cause)) {
      seen.add(cause);
      redactOwn(cause, text);
      cause = cause.cause;
    }
    return error;
  };
  const shown = <T>(meta: T): T =>
    isError(meta) ? (inError(meta) as T) : json(meta);
  const redactor: Redactor = {
    text,
    json,
    error: inError,
    logger: logger => ({
      error: (message, meta) => logger.error(text(message), shown(meta)),
      warn: (message, meta) => logger.warn(text(message), shown(meta)),
      info: (message, meta) => logger.info(text(message), shown(meta)),
      debug: (message, meta) => logger.debug(text(message), shown(meta)),
      child: meta => redactor.logger(logger.child(json(meta))),
    }),
  };
  return redactor;
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function redactOwn(error: Error, text: (given: string) => string): void {
  for (const key of ['message', 'stack'] as const) {
    const told = error[key];
    const shown = told && text(told);
    if (shown !== told) {
      // Also where the class has it read-only.
      Object.defineProperty(error, key, { value: shown, configurable: true });
    }
  }
}

function redacted(value: unknown, text: (given: string) => string): unknown {
  if (typeof value === 'string') {
    return text(value);
  }
  if (Array.isArray(value)) {
    return value.map(item => redacted(item, text));
  }
  if (value !== null && typeof value === 'object') {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [
            text(key),
            redacted(item, text),
          ]),
        )
      : value;
  }
  return value;
}
