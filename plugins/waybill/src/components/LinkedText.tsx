import { Link } from '@backstage/core-components';
import { Fragment } from 'react';
import { ActorLabel } from './ActorLabel';

/** An address, or the reference of a user, up to what ends the sentence that it stands in. */
const LEADS_SOMEWHERE =
  /(https?:\/\/[^\s"'<>]*[^\s"'<>.,;:!?)\]]|\buser:[\w.-]+\/[\w.-]*\w)/;

/** A sentence of the backend, its addresses made links and its users called by their names. */
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
  if (to.startsWith('user:')) {
    return <ActorLabel actor={{ type: 'user', ref: to }} />;
  }
  return (
    <Link to={to} underline="always">
      {to}
    </Link>
  );
}
