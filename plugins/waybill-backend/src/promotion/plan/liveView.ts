import {
  LiveApplicationView,
  LiveResourceView,
} from '@waybill/backstage-plugin-waybill-common';
import {
  Application,
  ApplicationRef,
} from '@waybill/backstage-plugin-waybill-node';
import { observedRevisions } from '../../argo/health/observedRevisions';
import { ApplicationState } from '../../ports';
import { Manifest } from '../rendering/splitManifests';
import { compareLive, LiveComparison, resourceId } from './compareLive';
import { diffManifests } from './diffManifests';
import { attempt, Outcome } from './attempt';
import { renderAt, RenderContext, RenderedSource } from './renderChange';

const MOST_RESOURCES = 200;
/** Of all diffs of one Application together. */
const MOST_DIFF_CHARS = 1_000_000;
const MOST_NAMES = 5;
const MOST_MESSAGE_CHARS = 500;
const TOLD_CONDITIONS = ['ComparisonError', 'InvalidSpecError', 'SyncError'];

/** What is known of an Application that a plan updates. */
export interface SeenApplication {
  ref: ApplicationRef;
  application: Outcome<Application>;
  /** With undefined: Argo CD's REST API is not configured. */
  state: Outcome<ApplicationState | undefined>;
  change: Outcome<RenderedSource[]>;
}

/** How one Application stands, and what would change of what runs; with what cannot be told, in sentences. */
export async function liveView(
  context: RenderContext,
  { ref, application: found, state: asked, change }: SeenApplication,
): Promise<LiveApplicationView> {
  const view: LiveApplicationView = {
    application: ref.name,
    namespace: ref.namespace,
    problem: null,
    health: null,
    sync: null,
    comparedWith: null,
    resources: [],
    notes: [],
  };
  if ('problem' in found) {
    return { ...view, problem: found.problem };
  }
  const application = found.value;
  const { status = {} } = application;
  view.health = status.health?.status || null;
  view.sync = status.sync?.status || null;
  view.notes = (status.conditions ?? [])
    .filter(({ type }) => TOLD_CONDITIONS.includes(type))
    .map(
      ({ type, message }) =>
        `Argo CD reports ${type}: ${message.slice(0, MOST_MESSAGE_CHARS)}`,
    );
  if ('problem' in asked) {
    view.notes.push(`What runs could not be compared: ${asked.problem}`);
    return view;
  }
  const state = asked.value;
  if (!state) {
    return view;
  }
  if (state.canSync === false) {
    view.notes.push('A sync window of Argo CD does not allow a sync now.');
  }
  if (state.unreadable > 0) {
    view.notes.push(
      `Argo CD's answer could not be read for ${state.unreadable} resources, which are missing here.`,
    );
  }
  const planned = 'value' in change;
  if (!planned) {
    view.notes.push(
      `What the files of this promotion come to could not be found out here (${change.problem}); Argo CD can tell once they are committed. What runs is compared with what Git says now.`,
    );
  }
  const compared = compareLive({
    resources: state.resources,
    change: planned
      ? await changeSince(context, application, change.value, view.notes)
      : undefined,
    prunes: application.spec.syncPolicy?.automated?.prune === true,
    namespace: application.spec.destination.namespace ?? '',
  });
  if (compared.kept.length > 0) {
    view.notes.push(
      `What Git does not name stays, since the Application does not prune: ${named(
        compared.kept,
      )}.`,
    );
  }
  return {
    ...view,
    comparedWith: planned ? 'planned' : 'target',
    resources: shown(compared, view.notes),
  };
}

/**
 * The change of manifests from what Argo CD has compared, which is not always the newest commit: what others have committed since is
 * synced along.
 */
async function changeSince(
  context: RenderContext,
  application: Application,
  sources: RenderedSource[],
  notes: string[],
): Promise<{ before: Manifest[]; after: Manifest[] }> {
  const observed = observedRevisions(application);
  const before: Manifest[] = [];
  for (const { index, source, base, before: newest } of sources) {
    const commit = observed[index] ?? '';
    const hasMoved =
      base !== undefined && base !== commit && /^[0-9a-f]{40}$/.test(commit);
    const old = hasMoved
      ? await attempt(context.signal, () =>
          renderAt(context, application, source, commit),
        )
      : { value: newest };
    if ('problem' in old) {
      notes.push(
        `Argo CD has looked at ${short(commit)}, and ${
          source.repoURL
        } is at ${short(
          base ?? '',
        )} by now; what others have changed in between is missing here.`,
      );
    }
    before.push(...('value' in old ? old.value : newest));
  }
  return { before, after: sources.flatMap(({ after }) => after) };
}

function shown(
  { live, planned, drifted }: LiveComparison,
  notes: string[],
): LiveResourceView[] {
  const all = diffManifests(live, planned).map(one => ({
    ...one,
    drifted: drifted.has(resourceId(one)),
  }));
  let chars = 0;
  const some = all.slice(0, MOST_RESOURCES).filter(({ diff }) => {
    chars += diff.length;
    return chars <= MOST_DIFF_CHARS;
  });
  if (some.length < all.length) {
    notes.push(
      `Only ${some.length} of ${all.length} changed resources are shown.`,
    );
  }
  return some;
}

function named(ids: string[]): string {
  const more = ids.length - MOST_NAMES;
  const some = ids.slice(0, MOST_NAMES).join(', ');
  return more > 0 ? `${some} and ${more} more` : some;
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
