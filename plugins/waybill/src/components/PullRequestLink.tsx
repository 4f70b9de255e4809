import { Link } from '@backstage/core-components';
import { useT } from '../translation/useT';

/** A pull request by its number. */
export function PullRequestLink(props: {
  pullRequest: { number: number; url: string };
}) {
  const t = useT();
  const { number, url } = props.pullRequest;
  const words = t('promotions.pullRequest', { number: String(number) });
  return /^https?:/.test(url) ? <Link to={url}>{words}</Link> : <>{words}</>;
}
