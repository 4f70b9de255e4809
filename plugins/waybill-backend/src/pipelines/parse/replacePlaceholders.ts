const PLACEHOLDER = /\$\{([A-Z][A-Z0-9_]*)\}/g;

const EXPRESSIONS = [
  { start: '${{', end: '}}' },
  { start: '${%', end: '%}' },
];

/**
 * Replaces `${UPPER_SNAKE}` in one scalar, but never inside an expression (`${{ … }}`, `${% … %}`).
 *
 * @remarks What is put in is not read again, so a value can neither name another placeholder nor become YAML.
 */
export function replacePlaceholders(
  text: string,
  values: Readonly<Record<string, string>>,
): { text: string; unknown: string[] } {
  const unknown: string[] = [];
  const replace = (literal: string) =>
    literal.replace(PLACEHOLDER, (whole, name: string) => {
      if (Object.hasOwn(values, name)) {
        return values[name];
      }
      unknown.push(name);
      return whole;
    });

  let result = '';
  let position = 0;
  for (;;) {
    const expression = nextExpression(text, position);
    if (!expression) {
      return { text: result + replace(text.slice(position)), unknown };
    }
    result +=
      replace(text.slice(position, expression.from)) +
      text.slice(expression.from, expression.to);
    position = expression.to;
  }
}

function nextExpression(text: string, from: number) {
  const found = EXPRESSIONS.map(({ start, end }) => ({
    at: text.indexOf(start, from),
    start,
    end,
  }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  if (!found) {
    return undefined;
  }
  const end = text.indexOf(found.end, found.at + found.start.length);
  // Without its end it is no expression, and whoever evaluates it will say so; it is left alone to the end of the text.
  return {
    from: found.at,
    to: end < 0 ? text.length : end + found.end.length,
  };
}
