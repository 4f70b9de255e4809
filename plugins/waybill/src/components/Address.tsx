import { Fragment } from 'react';

/** An address that breaks behind its slashes where there is no room for it, and within a name only where it must. */
export function Address(props: { children: string }) {
  const parts = props.children.split(/(?<=\/)(?!\/)/);
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
