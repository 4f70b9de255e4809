/** Characters. Less of an encoded secret than this could be part of any text. */
const MIN_LENGTH = 6;
/** Of a line of a secret with several, a key in PEM say. */
const MIN_LINE_LENGTH = 8;

/** The texts that tell a secret: itself, its lines, and each as JSON, URLs, base64 and hexadecimal have it. Longest first. */
export function secretForms(values: readonly string[]): string[] {
  const plain = values.flatMap(value => [
    value,
    value.trim(),
    ...linesOf(value),
  ]);
  const forms = new Set(
    plain
      .filter(value => value.length >= MIN_LENGTH)
      .flatMap(value => [value, ...encodings(value)]),
  );
  return [...forms]
    .filter(form => form.length >= MIN_LENGTH)
    .sort((a, b) => b.length - a.length);
}

function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map(line => line.trim());
  return lines.length > 1
    ? lines.filter(line => line.length >= MIN_LINE_LENGTH)
    : [];
}

function encodings(value: string): string[] {
  const escaped = inJson(value);
  const url = encodeUrl(value);
  return [
    escaped,
    inJson(escaped),
    inGoJson(escaped),
    url,
    new URLSearchParams([['', value]]).toString().slice(1),
    url.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase()),
    Buffer.from(value).toString('hex'),
    ...[0, 1, 2].flatMap(offset => {
      const base64 = inBase64(value, offset);
      return [base64, base64.replace(/\+/g, '-').replace(/\//g, '_')];
    }),
  ];
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** Expressions write JSON as Go does. */
function inGoJson(escaped: string): string {
  return escaped.replace(
    /[<>&]/g,
    char => `\\u00${char.charCodeAt(0).toString(16)}`,
  );
}

function encodeUrl(value: string): string {
  // A surrogate without its partner cannot be encoded.
  return encodeURIComponent(Buffer.from(value).toString());
}

/** The part of its base64 that is the same whatever stands before and after it, so many bytes after a multiple of three. */
function inBase64(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(first, last);
}
