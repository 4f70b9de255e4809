import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';

/** Go's reference time, piece by piece, and Luxon's sign for each. Longer ones first, where one begins with another. */
const PIECES: readonly (readonly [go: string, luxon: string])[] = [
  ['January', 'LLLL'],
  ['Jan', 'LLL'],
  ['Monday', 'cccc'],
  ['Mon', 'ccc'],
  ['MST', 'ZZZZ'],
  ['2006', 'yyyy'],
  ['002', 'ooo'],
  ['01', 'LL'],
  ['02', 'dd'],
  ['03', 'hh'],
  ['04', 'mm'],
  ['05', 'ss'],
  ['06', 'yy'],
  ['15', 'HH'],
  ['PM', 'a'],
  ['Z07:00', 'ZZ'],
  ['Z0700', 'ZZZ'],
  ['-07:00', 'ZZ'],
  ['-0700', 'ZZZ'],
  ['-07', 'Z'],
  ['1', 'L'],
  ['2', 'd'],
  ['3', 'h'],
  ['4', 'm'],
  ['5', 's'],
];
const FRACTION = /^[.,](0+|9+)(?!\d)/;
/** In characters; the longest of Go's own has 35. */
const MAX_LAYOUT_LENGTH = 200;
/** Layouts `date` knows without being told. */
export const KNOWN_LAYOUTS: readonly string[] = [
  '2006-01-02',
  '15:04:05',
  '2006-01-02 15:04:05',
  '2006-01-02T15:04:05Z07:00',
  '02 Jan 06 15:04 MST',
  'Monday, 02-Jan-06 15:04:05 MST',
  'Mon, 02 Jan 2006 15:04:05 MST',
];

interface Piece {
  text: string;
  /** Luxon's sign; undefined: stands for itself. */
  sign?: string;
  go?: string;
}

function piecesOf(layout: string): Piece[] {
  if (layout.length > MAX_LAYOUT_LENGTH) {
    throw new InputError(
      `the layout of a time has at most ${MAX_LAYOUT_LENGTH} characters, found ${
        layout.length
      }: "${layout.slice(0, 50)}…"`,
    );
  }
  const pieces: Piece[] = [];
  let at = 0;
  while (at < layout.length) {
    const rest = layout.slice(at);
    const fraction = FRACTION.exec(rest);
    const found = PIECES.find(([go]) => rest.startsWith(go));
    if (fraction) {
      pieces.push({ text: fraction[0], sign: 'SSS', go: fraction[0] });
    } else if (found) {
      pieces.push({ text: found[0], sign: found[1], go: found[0] });
    } else {
      pieces.push({ text: rest[0] });
    }
    at += pieces[pieces.length - 1].text.length;
  }
  return pieces;
}

/** A time in Go's manner, in which the layout shows how the time 2006-01-02 15:04:05 would be written. */
export function formatGoTime(time: DateTime, layout: string): string {
  const english = time.setLocale('en-US');
  const written = new Map<string, string>();
  return piecesOf(layout)
    .map(({ text, sign, go }) => {
      if (!sign || !go) {
        return text;
      }
      const known = written.get(go) ?? formatPiece(english, sign, go);
      written.set(go, known);
      return known;
    })
    .join('');
}

function formatPiece(english: DateTime, sign: string, go: string): string {
  if (sign === 'SSS') {
    const digits = `${english.toFormat('SSS')}000000`.slice(0, go.length - 1);
    const shown = go.endsWith('9') ? digits.replace(/0+$/, '') : digits;
    return shown && `${go[0]}${shown}`;
  }
  if (sign === 'ZZZZ') {
    return abbreviationOf(english);
  }
  if (go.startsWith('Z') && english.offset === 0) {
    return 'Z';
  }
  return go === '-07'
    ? english.toFormat('ZZZ').slice(0, 3)
    : english.toFormat(sign);
}

function abbreviationOf(time: DateTime): string {
  if (time.zoneName === 'UTC') {
    return 'UTC';
  }
  const name = time.toFormat('ZZZZ');
  return /^[A-Z]{2,5}$/.test(name) ? name : time.toFormat('ZZZ');
}

/** Throws when the text is not written like the layout, or the layout has one part of a time twice. */
export function parseGoTime(
  text: string,
  layout: string,
  zone: string,
): DateTime {
  const pieces = piecesOf(layout);
  assertOnceEach(pieces, layout);
  // Go takes a fraction of seconds where the layout has none.
  const fraction = pieces.some(piece => piece.sign === 'SSS')
    ? undefined
    : /(:\d\d)([.,]\d{1,9})/.exec(text);
  let plain = fraction ? text.replace(fraction[0], fraction[1]) : text;
  let named: string | undefined;
  const format = pieces
    .map(({ text: own, sign, go }) => {
      if (!sign || !go) {
        return quoted(own);
      }
      if (sign === 'ZZZZ') {
        // An abbreviation names no zone for certain; Go believes UTC and GMT alone.
        named = /\b(UTC|GMT)$/.exec(plain)?.[0];
        plain = named ? plain.slice(0, -named.length) : plain;
        return '';
      }
      return sign === 'SSS' ? `${quoted(go[0])}u` : sign;
    })
    .join('');
  const zulu = /Z0?7/.test(layout) && /Z$/.test(plain);
  const time = DateTime.fromFormat(
    zulu ? plain.replace(/Z$/, '+00:00') : plain,
    zulu ? format.replace(/ZZZ$/, 'ZZ') : format,
    { zone: named ? 'UTC' : zone, setZone: true, locale: 'en-US' },
  );
  if (!time.isValid) {
    throw new InputError(`"${text}" is not a time written like "${layout}"`);
  }
  const exact = fraction
    ? time.plus({
        milliseconds: Number(`0${fraction[2].replace(',', '.')}`) * 1000,
      })
    : time;
  return zulu ? exact.setZone('UTC') : exact;
}

/** Parts whose digits are not counted, side by side, make a pattern that can fail in exponentially many ways. */
function assertOnceEach(pieces: readonly Piece[], layout: string): void {
  const seen = new Set<string>();
  for (const { text, sign } of pieces) {
    if (!sign) {
      continue;
    }
    if (seen.has(sign)) {
      throw new InputError(
        `a layout to read a time by has each part of it once, found "${text}" twice in "${layout}"`,
      );
    }
    seen.add(sign);
  }
}

/** What stands for itself, as Luxon takes it. */
function quoted(text: string): string {
  if (text === "'") {
    return "''";
  }
  return /[A-Za-z]/.test(text) ? `'${text}'` : text;
}
