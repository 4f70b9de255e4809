import { makeStyles } from '@material-ui/core/styles';
import { PreviewView } from '@waybill/backstage-plugin-waybill-common';
import { withShortRepos } from '../model/withShortRepos';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    fontSize: 13,
    lineHeight: 1.5,
    overflowWrap: 'anywhere',
    '& li': { marginBottom: theme.spacing(0.5) },
  },
}));

/** The steps in words, and what nobody can know before they run. */
export function WillDo(props: {
  steps: PreviewView['steps'] | undefined;
  unknowns: string[] | undefined;
}) {
  const { steps, unknowns } = props;
  const classes = useStyles();
  const t = useT();
  return (
    <>
      {steps && steps.length > 0 && (
        <>
          <DialogHeading>{t('dialogs.promote.will')}</DialogHeading>
          <ol className={classes.list}>
            {steps.map(step => (
              <li key={step.alias} title={step.summary}>
                {withShortRepos(step.summary) || step.uses}
              </li>
            ))}
          </ol>
        </>
      )}
      {unknowns && unknowns.length > 0 && (
        <>
          <DialogHeading>{t('dialogs.promote.unknowns')}</DialogHeading>
          <ul className={classes.list}>
            {unknowns.map(unknown => (
              <li key={unknown}>{unknown}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
