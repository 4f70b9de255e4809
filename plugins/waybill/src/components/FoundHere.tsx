import { makeStyles } from '@material-ui/core/styles';
import { FoundApplication } from '@waybill/backstage-plugin-waybill-common';
import { shortImage } from '../model/shortImage';
import { useT } from '../translation/useT';

const SHORT_COMMIT = 7;
const COMMIT_ID = /^[0-9a-f]{40}$/;

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 13,
    color: theme.palette.textSubtle,
    overflowWrap: 'anywhere',
  },
}));

/** What Argo CD says runs where nothing was promoted yet. */
export function FoundHere(props: { found: FoundApplication[] | undefined }) {
  const classes = useStyles();
  const t = useT();
  return (
    <>
      {props.found?.map(({ name, namespace, images, revisions }) => {
        const what = [
          ...images.map(shortImage),
          ...revisions.map(it =>
            COMMIT_ID.test(it) ? it.slice(0, SHORT_COMMIT) : it,
          ),
        ];
        return (
          <div key={`${namespace}/${name}`} className={classes.root}>
            {what.length > 0
              ? t('stages.found', { application: name, what: what.join(' · ') })
              : t('stages.foundUnknown', { application: name })}
          </div>
        );
      })}
    </>
  );
}
