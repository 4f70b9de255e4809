import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useEffect, useState } from 'react';

const FADE = 40;

const useStyles = makeStyles({
  root: { overflowX: 'auto' },
  // The edge behind which there is more fades away.
  left: { maskImage: `linear-gradient(to right, transparent, #000 ${FADE}px)` },
  right: { maskImage: `linear-gradient(to left, transparent, #000 ${FADE}px)` },
  both: {
    maskImage: `linear-gradient(to right, transparent, #000 ${FADE}px, #000 calc(100% - ${FADE}px), transparent)`,
  },
});

type Hidden = 'left' | 'right' | 'both' | undefined;

/** Scrolls sideways what is wider than the page, and shows that there is more, and where. */
export function Sideways(props: { label: string; children: ReactNode }) {
  const classes = useStyles();
  const [root, setRoot] = useState<HTMLDivElement | null>(null);
  const [hidden, setHidden] = useState<Hidden>();
  useEffect(() => {
    if (!root) return undefined;
    const look = () => setHidden(hiddenSide(root));
    look();
    root.addEventListener('scroll', look, { passive: true });
    const observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(look);
    observer?.observe(root);
    for (const child of root.children) observer?.observe(child);
    return () => {
      root.removeEventListener('scroll', look);
      observer?.disconnect();
    };
  }, [root]);
  return (
    <div
      ref={setRoot}
      className={[classes.root, hidden && classes[hidden]]
        .filter(Boolean)
        .join(' ')}
      // What scrolls must be reachable without a mouse, and have a name then; what does not is no stop.
      {...(hidden && { role: 'group', 'aria-label': props.label, tabIndex: 0 })}
    >
      {props.children}
    </div>
  );
}

function hiddenSide(root: HTMLElement): Hidden {
  // Browsers round: a pixel is nothing hidden.
  const left = root.scrollLeft > 1;
  const right = root.scrollLeft + root.clientWidth < root.scrollWidth - 1;
  if (left && right) return 'both';
  if (left) return 'left';
  return right ? 'right' : undefined;
}
