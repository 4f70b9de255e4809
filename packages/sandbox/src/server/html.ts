/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly html: string;
}

type Content = Html | string | number | undefined | false | Content[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(content: Content): string {
  if (Array.isArray(content)) {
    return content.map(render).join('');
  }
  if (content === undefined || content === false) {
    return '';
  }
  return typeof content === 'object'
    ? content.html
    : String(content).replace(/[&<>"']/g, character => ENTITIES[character]);
}

/** Markup with everything that is put in escaped, unless it is markup itself. */
export function html(
  parts: TemplateStringsArray,
  ...contents: Content[]
): Html {
  return {
    html: parts.reduce(
      (text, part, index) => text + render(contents[index - 1]) + part,
    ),
  };
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
pre { background: var(--soft); padding: .8rem; overflow-x: auto; font-size: 13px; }
form { display: inline-flex; gap: .4rem; align-items: center; flex-wrap: wrap; } input, select, button { font: inherit; padding: .15rem .5rem; }
.add { color: #1a7f37; } .del { color: #cf222e; } .soft { opacity: .7; } .note { background: var(--soft); padding: .5rem .8rem; border-left: 3px solid #1a7f37; }
th { font-weight: 600; white-space: nowrap; } summary { cursor: pointer; padding: .3rem 0; }
.tag { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; font-size: .85em; }
`;

/** A whole page. */
export function renderPage(title: string, body: Html): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${{ html: STYLE }}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.html;
}
