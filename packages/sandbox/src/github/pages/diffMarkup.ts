import { html, Html } from '../../server/html';

const CLASSES: Record<string, string> = { '+': 'add', '-': 'del' };

/** A unified diff with its lines coloured. */
export function diffMarkup(diff: string): Html {
  const lines = diff
    .split('\n')
    .map(line =>
      CLASSES[line[0]]
        ? html`<span class="${CLASSES[line[0]]}">${line}</span>${'\n'}`
        : html`${line}${'\n'}`,
    );
  return html`<pre>${lines}</pre>`;
}
