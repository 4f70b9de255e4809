import { makeStyles } from '@material-ui/core/styles';
import { useLayoutEffect, useState } from 'react';
import { Layout } from '../model/layOutStages';

const HEAD = 7;

const useStyles = makeStyles(theme => ({
  root: {
    position: 'absolute',
    top: 0,
    left: 0,
    pointerEvents: 'none',
    overflow: 'visible',
    stroke: theme.palette.textSubtle,
    opacity: 0.6,
    fill: 'none',
  },
  head: { fill: theme.palette.textSubtle, stroke: 'none' },
}));

interface Drawn {
  key: string;
  line: string;
  head?: string;
}

/** The arrows, drawn between the cards where the browser has put them. */
export function StageEdges(props: {
  /** The element with the cards in it; null until it is there. */
  container: HTMLElement | null;
  layout: Layout;
}) {
  const { container, layout } = props;
  const classes = useStyles();
  const [drawn, setDrawn] = useState<Drawn[]>([]);
  useLayoutEffect(() => {
    const root = container;
    if (!root) return undefined;
    const draw = () => {
      const edges = drawEdges(root, layout);
      // Cards grow and shrink each second; only a change is worth a rendering.
      setDrawn(before =>
        JSON.stringify(before) === JSON.stringify(edges) ? before : edges,
      );
    };
    draw();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(draw);
    observer.observe(root);
    root
      .querySelectorAll('[data-node]')
      .forEach(node => observer.observe(node));
    return () => observer.disconnect();
  }, [container, layout]);
  return (
    <svg className={classes.root} width="100%" height="100%" aria-hidden>
      {drawn.map(edge => (
        <g key={edge.key}>
          <path d={edge.line} strokeWidth={1.5} />
          {edge.head && <path d={edge.head} className={classes.head} />}
        </g>
      ))}
    </svg>
  );
}

function drawEdges(root: HTMLElement, layout: Layout): Drawn[] {
  const origin = root.getBoundingClientRect();
  const boxes = new Map<string, DOMRect>();
  root.querySelectorAll<HTMLElement>('[data-node]').forEach(node => {
    boxes.set(node.dataset.node!, node.getBoundingClientRect());
  });
  return layout.edges.flatMap(edge => {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    if (!from || !to) return [];
    const x1 = Math.round(from.right - origin.left);
    const y1 = Math.round(from.top + from.height / 2 - origin.top);
    const end = Math.round(to.left - origin.left);
    const x2 = edge.arrives ? end - HEAD : end;
    const y2 = Math.round(to.top + to.height / 2 - origin.top);
    const middle = (x1 + x2) / 2;
    // What only passes is drawn straight through its column.
    const through = edge.arrives
      ? ''
      : ` H${Math.round(to.right - origin.left)}`;
    return [
      {
        key: `${edge.from} ${edge.to}`,
        line: `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}${through}`,
        head: edge.arrives
          ? `M${x2 - 1} ${y2 - 5} L${end} ${y2} L${x2 - 1} ${y2 + 5} Z`
          : undefined,
      },
    ];
  });
}
