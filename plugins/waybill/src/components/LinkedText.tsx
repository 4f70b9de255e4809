import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Fragment } from 'react';
import { refName } from '../model/actorName';

/** An address, or the reference of a user or a group, up to what ends the sentence that it stands in. */
const LEADS_SOMEWHERE =
  /(https?:\/\/[^\s"'<>]*[^\s"'<>.,;:!?)\]]|\b(?:user|group):[\w.-]+\/[\w.-]*\w)/;

/** A sentence of the backend, its addresses made links and its people and groups called by their names. */
export function LinkedText(props: { text: string }) {
  // Every second part leads somewhere: what a group of `split` has caught.
  const parts = props.text.split(LEADS_SOMEWHERE);
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{index % 2 ? <Lead to={part} /> : part}</Fragment>
      ))}
    </>
  );
}

function Lead({ to }: { to: string }) {
  if (!to.startsWith('http')) {
    return (
      <EntityRefLink entityRef={to} underline="always" hideIcon>
        {refName(to)}
      </EntityRefLink>
    );
  }
  return (
    <Link to={to} underline="always">
      {to}
    </Link>
  );
}
