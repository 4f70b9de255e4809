import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({ sha: { fontFamily: 'monospace' } });

/** A commit by its short name; the whole one on hover. */
export function CommitLink(props: { commit: { sha: string; url?: string } }) {
  const classes = useStyles();
  const { sha, url } = props.commit;
  const short = (
    <span className={classes.sha} title={sha}>
      {sha.slice(0, 7)}
    </span>
  );
  return url && /^https?:/.test(url) ? <Link to={url}>{short}</Link> : short;
}
