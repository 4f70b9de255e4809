// A dot before what may follow it, or a long row of digits could be cut in two at every place.
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const HEX = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?\d+)$/;
const NOT_FINITE = /^(?:[+-]?inf(?:inity)?|nan)$/i;

/** What Go's `strconv.ParseFloat` takes for a number; undefined: it does not, or it is out of range. */
export function parseGoFloat(text: string): number | undefined {
  if (NOT_FINITE.test(text)) {
    return NaN;
  }
  if (DECIMAL.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const [, sign, whole = '', fraction = '', exponent] = HEX.exec(text) ?? [];
  if (whole + fraction === '') {
    return undefined;
  }
  const value =
    parseInt(whole + fraction, 16) *
    2 ** (Number(exponent) - 4 * fraction.length);
  if (!Number.isFinite(value)) {
    return undefined;
  }
  return sign === '-' ? -value : value;
}
