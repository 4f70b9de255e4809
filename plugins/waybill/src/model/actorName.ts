import { parseEntityRef } from '@backstage/catalog-model';
import { Actor } from '@waybill/backstage-plugin-waybill-common';
import { WaybillT } from '../translation/WaybillT';

/** What to call somebody in a sentence: `dana`, `auto-promotion`, `service external:ci`. */
export function actorName(t: WaybillT, actor: Actor): string {
  switch (actor.type) {
    case 'user':
      return refName(actor.ref);
    case 'service':
      return t('promotions.actor.service', { name: actor.ref });
    default:
      return actor.ref;
  }
}

/** The last part of an entity ref: `team-storefront` of `group:default/team-storefront`. */
export function refName(ref: string): string {
  try {
    return parseEntityRef(ref, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    }).name;
  } catch {
    return ref;
  }
}
