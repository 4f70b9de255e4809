import { useState } from 'react';

let last = 0;

/** An id for `aria-…` attributes; React 17 has none of its own. */
export function useId(): string {
  const [id] = useState(() => {
    last += 1;
    return `waybill-${last}`;
  });
  return id;
}
