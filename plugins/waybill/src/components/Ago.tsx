import { useNow } from '../hooks/useNow';
import { formatAgo } from '../model/formatAgo';
import { useT } from '../translation/useT';
import { exactTime } from '../model/exactTime';

/** How long ago something was; the exact time on hover and for machines. */
export function Ago(props: { at: string; style?: 'long' | 'short' }) {
  const t = useT();
  const now = useNow();
  return (
    <time dateTime={props.at} title={exactTime(props.at)}>
      {formatAgo(t, props.at, now, props.style ?? 'short')}
    </time>
  );
}
