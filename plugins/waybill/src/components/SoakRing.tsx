import { useTheme } from '@material-ui/core/styles';

const RADIUS = 6;
const ROUND = 2 * Math.PI * RADIUS;

/** How much of a soak is over, as a ring; the words beside it say how long is left. */
export function SoakRing(props: { done: number }) {
  const theme = useTheme();
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" aria-hidden>
      <circle
        cx={8}
        cy={8}
        r={RADIUS}
        fill="none"
        stroke={theme.palette.divider}
        strokeWidth={3}
      />
      <circle
        cx={8}
        cy={8}
        r={RADIUS}
        fill="none"
        stroke={theme.palette.status.warning}
        strokeWidth={3}
        strokeDasharray={`${props.done * ROUND} ${ROUND}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
