import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  ApplicationRef,
  StepContext,
  StepFailure,
} from '@waybill/backstage-plugin-waybill-node';
import { canonicalJson } from '../plan/canonicalJson';
import { ApplicationTarget } from './applicationTarget';

const DEFAULT_NAMESPACE = 'argocd';

/**
 * The Applications that an entry of a step's config means: the named one, whether or not it exists, or those that its labels
 * choose and that consent to this Stage.
 *
 * @remarks Labels choose once: what was chosen is noted, so that the step means the same Applications until it ends, whatever is
 * labelled meanwhile.
 */
export async function chosenApplications(
  context: StepContext,
  target: ApplicationTarget,
  { note }: { note: boolean },
): Promise<ApplicationRef[]> {
  const { promotion, argo, record, signal } = context;
  const namespace = target.namespace ?? DEFAULT_NAMESPACE;
  const named = (name: string): ApplicationRef => ({
    instance: promotion.shard,
    namespace,
    name,
  });
  if (!target.selector) {
    return [named(target.name ?? '')];
  }
  const selector = { ...target.selector } as JsonObject;
  const key = `chosen:${namespace}/${canonicalJson(selector)}`;
  const noted = record.value[key];
  if (Array.isArray(noted)) {
    return noted.map(name => named(String(name)));
  }
  const found = await argo.list(
    { instance: promotion.shard, namespace, selector: target.selector },
    signal,
  );
  const names = found.map(({ metadata }) => metadata.name);
  if (names.length === 0) {
    throw new StepFailure(
      `In namespace "${namespace}" no Argo CD Application that authorizes this Stage has the labels ${canonicalJson(
        selector,
      )}`,
    );
  }
  if (note) {
    await record.note({ [key]: names });
  }
  return names.map(named);
}
