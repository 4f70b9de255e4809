import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import {
  PromotionStepView,
  ReviewView,
} from '@waybill/backstage-plugin-waybill-common';
import { useNow } from '../hooks/useNow';
import { exactTime } from '../model/exactTime';
import { formatDuration } from '../model/formatDuration';
import { stepSign } from '../model/signs';
import { stepLabel } from '../model/stepLabel';
import { useT } from '../translation/useT';
import { LinkedText } from './LinkedText';
import { SignatureList } from './SignatureList';
import { StatusIcon } from './StatusIcon';
import { StepOutput } from './StepOutput';

const useStyles = makeStyles(theme => ({
  root: { borderRadius: 8 },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  step: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) max-content',
    gap: theme.spacing(0, 1.5),
    padding: theme.spacing(1.25, 2),
    fontSize: 13,
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  icon: { fontSize: 20, height: 20 },
  name: { fontWeight: 700 },
  subtle: { color: theme.palette.textSubtle },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
}));

/** The steps in their order, with what each has done. */
export function PromotionSteps(props: {
  steps: PromotionStepView[];
  /** What people said to them. */
  reviews: ReviewView[];
  /** The Promotion has ended: what has not begun never will. */
  ended: boolean;
}) {
  const classes = useStyles();
  return (
    <Paper variant="outlined" className={classes.root}>
      <ol className={classes.list} aria-labelledby="waybill-steps">
        {props.steps.map(step => (
          <Step
            key={step.alias}
            step={step}
            reviews={props.reviews}
            ended={props.ended}
          />
        ))}
      </ol>
    </Paper>
  );
}

/** An attempt has failed, and another will follow. */
const isRetried = (step: PromotionStepView) =>
  step.status === 'Errored' && !step.finishedAt;

function Step(props: {
  step: PromotionStepView;
  reviews: ReviewView[];
  ended: boolean;
}) {
  const { step, reviews, ended } = props;
  const classes = useStyles();
  const t = useT();
  const now = useNow();
  const took = () => {
    if (!step.startedAt) return null;
    const end = step.finishedAt ? Date.parse(step.finishedAt) : now;
    return (
      <time dateTime={step.startedAt} title={exactTime(step.startedAt)}>
        {formatDuration(t, end - Date.parse(step.startedAt), 'short')}
      </time>
    );
  };
  const again = () => {
    const left = step.retryAt ? Date.parse(step.retryAt) - now : 0;
    if (!step.retryAt || left <= 0) return t('promotions.step.retriedNow');
    return (
      <time dateTime={step.retryAt} title={exactTime(step.retryAt)}>
        {t('promotions.step.retried', {
          duration: formatDuration(t, left, 'long', 'up'),
        })}
      </time>
    );
  };
  const status = () => {
    if (isRetried(step)) return again();
    if (ended && step.status === 'Pending') return t('promotions.step.never');
    return t(`promotions.step.${step.status}`);
  };
  return (
    <li
      className={classes.step}
      aria-current={
        step.status === 'Running' || isRetried(step) ? 'step' : undefined
      }
    >
      <span className={classes.icon}>
        <StatusIcon
          sign={isRetried(step) ? 'waiting' : stepSign(step.status)}
        />
      </span>
      <div>
        <span className={classes.name}>{step.uses}</span>
        {step.alias !== step.uses && (
          <span className={classes.subtle}> {stepLabel(t, step.alias)}</span>
        )}
        <span className={classes.subtle}>
          {' · '}
          {status()}
          {step.ranBy && ` · ${t('promotions.step.carried')}`}
        </span>
        {step.message && (
          <div className={classes.message}>
            <LinkedText text={step.message} />
          </div>
        )}
        <SignatureList reviews={reviews} step={step.alias} />
        {step.output && <StepOutput output={step.output} />}
      </div>
      <span className={classes.subtle}>{took()}</span>
    </li>
  );
}
