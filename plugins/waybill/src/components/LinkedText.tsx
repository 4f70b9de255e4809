import { Link } from '@backstage/core-components';
import { Fragment } from 'react';

const ADDRESS = /(https?:\/\/[^\s"'<>]*[^\s"'<>.,;:!?)\]])/;

/** A sentence of the backend, its addresses made links. */
export function LinkedText(props: { text: string }) {
  // Every second part is an address: what a group of `split` has caught.
  const parts = props.text.split(ADDRESS);
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index % 2 ? (
            <Link to={part} underline="always">
              {part}
            </Link>
          ) : (
            part
          )}
        </Fragment>
      ))}
    </>
  );
}
