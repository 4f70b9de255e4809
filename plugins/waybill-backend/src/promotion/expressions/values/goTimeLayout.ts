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
  return piecesOf(layout)
    .map(({ text, sign, go }) => {
      if (!sign || !go) {
        return text;
      }
      if (sign === 'SSS') {
        const digits = `${english.toFormat('SSS')}000000`.slice(
          0,
          go.length - 1,
        );
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
    })
    .join('');
}

function abbreviationOf(time: DateTime): string {
  if (time.zoneName === 'UTC') {
    return 'UTC';
  }
  const name = time.toFormat('ZZZZ');
  return /^[A-Z]{2,5}$/.test(name) ? name : time.toFormat('ZZZ');
}

/** Throws when the text is not written like the layout. */
export function parseGoTime(
  text: string,
  layout: string,
  zone: string,
): DateTime {
  const pieces = piecesOf(layout);
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

function quoted(text: string): string {
  return /[A-Za-z]/.test(text) ? `'${text}'` : text;
}
