import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { useT } from '../translation/useT';

const useStyles = makeStyles(theme => ({
  root: { fontSize: 13, overflowWrap: 'anywhere' },
  title: {
    fontSize: 12,
    fontWeight: 700,
    textTransform: 'uppercase',
    letterSpacing: '0.04em',
    color: theme.palette.textSubtle,
    margin: theme.spacing(0, 0, 0.5),
  },
  list: { listStyle: 'none', margin: theme.spacing(0, 0, 1), padding: 0 },
  subtle: { color: theme.palette.textSubtle, fontSize: 12 },
}));

/** What Freight carries: names, versions, digests. */
export function FreightContents(props: { freight: FreightView }) {
  const { freight } = props;
  const classes = useStyles();
  const t = useT();
  return (
    <div className={classes.root}>
      <Typography component="h4" className={classes.title}>
        {t('freight.panel.carries')}
      </Typography>
      <ul className={classes.list}>
        {freight.images.map(image => (
          <li key={image.repoURL}>
            {image.repoURL}:<strong>{image.tag}</strong>
            <div className={classes.subtle}>{image.digest}</div>
          </li>
        ))}
        {freight.charts.map(chart => (
          <li key={`${chart.repoURL}/${chart.name}`}>
            {chart.repoURL} {chart.name} <strong>{chart.version}</strong>
          </li>
        ))}
        {freight.commits.map(commit => (
          <li key={commit.repoURL}>
            {commit.repoURL} <strong>{commit.id.slice(0, 7)}</strong>
            <div className={classes.subtle}>
              {[commit.message, commit.author].filter(Boolean).join(' · ')}
            </div>
          </li>
        ))}
      </ul>
      <div className={classes.subtle}>
        {t('freight.panel.found', { warehouse: freight.warehouse })}
      </div>
      <div className={classes.subtle}>
        {t('freight.panel.id', { id: freight.id })}
      </div>
    </div>
  );
}
