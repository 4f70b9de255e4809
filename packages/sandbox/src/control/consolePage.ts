import { html, Html, renderPage } from '../server/html';
import { SandboxState } from './readState';

/** A button, with the values that go with it. */
function button(
  action: string,
  label: string,
  values: Record<string, string>,
): Html {
  return html`<form method="post" action="/_control/${action}">
    ${Object.entries(values).map(
      ([name, value]) =>
        html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <button>${label}</button>
  </form>`;
}

const images = html`<h2>Push an image</h2>
  <form method="post" action="/_control/push-image">
    <input
      name="repository"
      aria-label="Repository"
      list="repositories"
      value="library/nginx"
      required
    />
    <datalist id="repositories">
      <option>library/nginx</option>
      <option>acme/guestbook</option>
    </datalist>
    <input name="tag" aria-label="Tag" placeholder="1.27.0" required />
    <button>Push</button>
  </form>`;

function pullRequests({ repositories }: SandboxState): Html {
  const rows = repositories.flatMap(({ name, url, pulls }) =>
    pulls.map(({ number, title, head, base }) => {
      const values = { repository: name, number: String(number) };
      return html`<tr>
        <td><a href="${url}/pull/${number}">${name}#${number}</a></td>
        <td>${title}</td>
        <td class="soft">${head} → ${base}</td>
        <td>
          ${button('merge', 'Merge', values)}
          ${button('close', 'Close', values)}
        </td>
      </tr>`;
    }),
  );
  return html`<h2>Open pull requests</h2>
    ${rows.length
      ? html`<table>
          ${rows}
        </table>`
      : html`<p>None.</p>`}`;
}

function applications(state: SandboxState): Html {
  const rows = state.applications.map(
    ({ name, sync, health, images: run, broken }) => {
      const [verb, label] = broken ? ['heal', 'Heal'] : ['break', 'Break'];
      return html`<tr>
        <td>
          <a
            href="${state.urls
              .argo}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}"
            >${name}</a
          >
        </td>
        <td>${sync} · ${health}</td>
        <td class="soft">${run.join(', ')}</td>
        <td>
          ${button(verb, label, { application: name })}
          ${button('scale', 'Scale up', { application: name })}
        </td>
      </tr>`;
    },
  );
  return html`<h2>Applications</h2>
    <table>
      ${rows}
    </table>`;
}

function faults(state: SandboxState): Html {
  const sections = Object.entries(state.faults).map(
    ([server, { known, scopes, active }]) => html`<h3>${server}</h3>
      <table>
        ${Object.entries(known).map(([fault, meaning]) => {
          const on = active.filter(one => one.fault === fault);
          return html`<tr>
            <td>${fault}</td>
            <td class="soft">${meaning}</td>
            <td>
              ${on.map(({ scope }) =>
                button('fault', `Switch off (${scope})`, {
                  server,
                  fault,
                  on: 'off',
                  scope,
                }),
              )}
              <form method="post" action="/_control/fault">
                <input type="hidden" name="server" value="${server}" />
                <input type="hidden" name="fault" value="${fault}" />
                <input type="hidden" name="on" value="on" />
                ${scopes &&
                html`<input
                  name="scope"
                  aria-label="${scopes}"
                  placeholder="${scopes}, empty: all"
                />`}
                <button>Switch on</button>
              </form>
            </td>
          </tr>`;
        })}
      </table>`,
  );
  return html`<h2>Faults</h2>
    <p class="soft">They end when the sandbox does.</p>
    ${sections}`;
}

/** The sandbox's page: what it holds, and a button for everything that can be done to it. */
export function consolePage(
  state: SandboxState,
  message: string | undefined,
): string {
  const { urls, repositories } = state;
  return renderPage(
    'Waybill sandbox',
    html`<h1>Waybill sandbox</h1>
      ${message && html`<p class="note" role="status">${message}</p>`}
      <p>
        Registry ${urls.registry} · Git <a href="${urls.git}">${urls.git}</a> ·
        Kubernetes API ${urls.argo} · GitHub API ${urls.github}/api/v3
      </p>
      <p>
        ${repositories.map(
          ({ name, url }) => html`<a class="tag" href="${url}">${name}</a> `,
        )}
      </p>
      ${images} ${pullRequests(state)} ${applications(state)} ${faults(state)}`,
  );
}
