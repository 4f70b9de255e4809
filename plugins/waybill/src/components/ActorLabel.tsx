import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Actor } from '@waybill/backstage-plugin-waybill-common';
import { actorName } from '../model/actorName';
import { useT } from '../translation/useT';

/** Who did it; people lead to their page. */
export function ActorLabel(props: { actor: Actor }) {
  const t = useT();
  const { actor } = props;
  if (actor.type === 'user') {
    return (
      <EntityRefLink
        entityRef={actor.ref}
        defaultKind="user"
        underline="always"
        hideIcon
      >
        {actorName(t, actor)}
      </EntityRefLink>
    );
  }
  return <>{actorName(t, actor)}</>;
}
