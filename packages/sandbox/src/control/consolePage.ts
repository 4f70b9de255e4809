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

/** What is where, with an address that shows something. */
function parts({ urls }: SandboxState): Html {
  const link = (url: string) => html`<a href="${url}">${url}</a>`;
  const rows: [string, Html, string][] = [
    [
      'Image registry',
      link(`${urls.registry}/v2/library/nginx/tags/list`),
      'what images there are; manifests call it registry.example.com',
    ],
    ['Git', link(urls.git), 'the repositories below, to look at and to clone'],
    [
      'Kubernetes API',
      link(
        `${urls.argo}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications`,
      ),
      'with Argo CD’s controller, which syncs the Applications below',
    ],
    [
      'GitHub API',
      link(`${urls.github}/api/v3/repos/acme/storefront-config`),
      'the same repositories, with pull requests',
    ],
  ];
  return html`<table>
    ${rows.map(
      ([name, address, what]) => html`<tr>
        <th scope="row">${name}</th>
        <td>${address}</td>
        <td class="soft">${what}</td>
      </tr>`,
    )}
  </table>`;
}

/** What a repository of the example company is for. */
const PURPOSES: Record<string, string> = {
  'acme/catalog': 'the people and the services, for the catalog',
  'acme/storefront': 'a service with its pipeline, dev → uat → prod',
  'acme/storefront-app': 'its code, from which its images are built',
  'acme/storefront-config': 'what of it runs where: promotions commit here',
  'acme/guestbook': 'a service with its pipeline, two regions at once',
  'acme/guestbook-config': 'what of it runs where: promotions commit here',
  'acme/broken': 'a service whose pipeline has a mistake',
};

function repositories(state: SandboxState): Html {
  return html`<h2>Repositories</h2>
    <table>
      ${state.repositories.map(
        ({ name, url, pulls }) => html`<tr>
          <th scope="row"><a href="${url}">${name}</a></th>
          <td class="soft">${PURPOSES[name]}</td>
          <td>
            <a href="${url}/tree/main/">files</a> ·
            <a href="${url}">commits and pull requests</a>, ${pulls.length} open
          </td>
        </tr>`,
      )}
    </table>`;
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

function pullRequests(state: SandboxState): Html {
  const rows = state.repositories.flatMap(({ name, url, pulls }) =>
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
      <tr>
        <th scope="col">Application</th>
        <th scope="col">Argo CD says</th>
        <th scope="col">It runs</th>
        <th scope="col">Do something to it</th>
      </tr>
      ${rows}
    </table>`;
}

function faults(state: SandboxState): Html {
  const sections = Object.entries(state.faults).map(
    ([server, { known, scopes, active }]) => html`<details
      ${active.length > 0 && html`open`}
    >
      <summary>
        ${server}: ${Object.keys(known).length} faults, ${active.length} on
      </summary>
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
      </table>
    </details>`,
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
  return renderPage(
    'Waybill sandbox',
    html`<h1>Waybill sandbox</h1>
      ${message && html`<p class="note" role="status">${message}</p>`}
      <p>
        A small world on this machine for Waybill’s demo: an image registry,
        Git, GitHub and Argo CD, and an example company that lives in them. Push
        an image, and Waybill finds it; merge the pull request that a promotion
        opens, and the promotion goes on; break something, and Waybill says so.
      </p>
      ${parts(state)} ${images} ${pullRequests(state)} ${applications(state)}
      ${repositories(state)} ${faults(state)}`,
  );
}
