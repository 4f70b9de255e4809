import { makeStyles } from '@material-ui/core/styles';
import {
  PlannedStepView,
  PreviewView,
} from '@waybill/backstage-plugin-waybill-common';
import { stepLabel } from '../model/stepLabel';
import { withoutPreviewId } from '../model/withoutPreviewId';
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
  name: { fontWeight: 700 },
  subtle: { color: theme.palette.textSubtle },
}));

/** The steps in words, as many as the Promotion's page will show, and what nobody can know before they run. */
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
          <DialogHeading id="waybill-will-do">
            {t('dialogs.promote.will')}
          </DialogHeading>
          <ol className={classes.list} aria-labelledby="waybill-will-do">
            {steps.map(step => (
              <WillStep key={step.alias} step={step} />
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

function WillStep(props: { step: PlannedStepView }) {
  const { alias, uses, outcome } = props.step;
  const summary = withoutPreviewId(props.step.summary);
  const classes = useStyles();
  const t = useT();
  const words = withShortRepos(summary);
  const isLeftOut = outcome === 'skipped' || outcome === 'unplanned';
  return (
    <li title={[stepLabel(t, alias), summary].filter(Boolean).join(': ')}>
      <span className={classes.name}>{uses}</span>{' '}
      <span className={isLeftOut ? classes.subtle : undefined}>
        {outcome
          ? t(`dialogs.promote.step.${outcome}`, { what: words })
          : words}
      </span>
    </li>
  );
}
