import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import LinearProgress from '@material-ui/core/LinearProgress';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { FormEvent, ReactNode, useState } from 'react';
import { useId } from '../hooks/useId';
import { Once } from '../hooks/useOnce';
import { useSubmit } from '../hooks/useSubmit';
import { useT } from '../translation/useT';
import { ErrorNote } from './ErrorNote';
import { ReasonButton } from './ReasonButton';
import { UnansweredNote } from './UnansweredNote';

const ANSWER_WITHIN_MS = 30_000;
const LONGEST_REASON = 500;

const useStyles = makeStyles(theme => ({
  paper: { fontFamily: theme.typography.fontFamily },
  head: {
    padding: theme.spacing(2.25, 3),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  title: { fontSize: 20, fontWeight: 700, margin: 0, overflowWrap: 'anywhere' },
  subtitle: {
    fontSize: 14,
    color: theme.palette.textSubtle,
    margin: theme.spacing(0.5, 0, 0),
  },
  wide: { padding: 0, '&:first-child': { padding: 0 } },
  plain: { padding: theme.spacing(2, 3) },
  error: { padding: theme.spacing(1, 3) },
  sending: { padding: theme.spacing(1, 3), fontSize: 13 },
  foot: {
    gap: theme.spacing(1),
    padding: theme.spacing(1.75, 3),
    borderTop: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.default,
    flexWrap: 'wrap',
  },
  reason: {
    flex: '1 1 240px',
    backgroundColor: theme.palette.background.paper,
  },
}));

/**
 * A question before something is done, with the place for its reason, and the answer if it fails. While it is being sent it stays: to close
 * it would take nothing back, and nobody would see the answer.
 */
export function ActionDialog(props: {
  title: string;
  subtitle?: ReactNode;
  submit: string;
  /** `none`: no field; `required`: nothing is sent without. */
  reason: 'none' | 'optional' | 'required';
  /** Why it cannot be sent yet, if so. */
  blocked?: string;
  wide?: boolean;
  /** Of what must not be done twice. */
  once?: Once;
  /** In milliseconds. */
  answerWithin?: number;
  children?: ReactNode;
  onSubmit: (reason: string | undefined) => Promise<void>;
  onClose: () => void;
}) {
  const { reason: asks, wide, once, answerWithin = ANSWER_WITHIN_MS } = props;
  const classes = useStyles();
  const t = useT();
  const id = useId();
  const [reason, setReason] = useState(once?.sent?.reason ?? '');
  const { busy, error, submit } = useSubmit(answerWithin);
  const missing = asks === 'required' && reason.trim() === '';
  const unanswered = once?.sent !== undefined && !busy;
  const why = props.blocked ?? (missing ? t('actions.why.reason') : undefined);
  // To send it again is to ask what became of it, whatever has changed since.
  const blocked = unanswered ? undefined : why;
  const press = (event: FormEvent) => {
    event.preventDefault();
    if (busy || blocked) return;
    submit(() => props.onSubmit(reason.trim() || undefined));
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth={wide ? 'md' : 'sm'}
      onClose={busy ? undefined : props.onClose}
      classes={{ paper: classes.paper }}
      aria-labelledby={id}
    >
      <form onSubmit={press} style={{ display: 'contents' }}>
        <div className={classes.head}>
          <Typography component="h2" id={id} className={classes.title}>
            {props.title}
          </Typography>
          {props.subtitle && (
            <Typography component="div" className={classes.subtitle}>
              {props.subtitle}
            </Typography>
          )}
        </div>
        {props.children && (
          <DialogContent className={wide ? classes.wide : classes.plain}>
            {props.children}
          </DialogContent>
        )}
        {error !== undefined && (
          <div className={classes.error}>
            <ErrorNote error={error} />
          </div>
        )}
        <div role="status">
          {busy && (
            <div className={classes.sending}>
              {t('dialogs.sending')}
              <LinearProgress aria-label={t('dialogs.sending')} />
            </div>
          )}
          {unanswered && <UnansweredNote onChange={once.forget} />}
        </div>
        <DialogActions className={classes.foot} disableSpacing>
          {asks !== 'none' && (
            <TextField
              id={`${id}-reason`}
              className={classes.reason}
              variant="outlined"
              size="small"
              label={
                asks === 'required'
                  ? t('dialogs.reason')
                  : t('dialogs.reasonOptional')
              }
              required={asks === 'required'}
              value={reason}
              onChange={event => setReason(event.target.value)}
              inputProps={{
                maxLength: LONGEST_REASON,
                readOnly: busy || unanswered,
              }}
            />
          )}
          <ReasonButton
            size="medium"
            variant="outlined"
            reason={busy ? t('actions.why.sending') : undefined}
            onClick={props.onClose}
          >
            {t('actions.cancel')}
          </ReasonButton>
          <ReasonButton
            type="submit"
            size="medium"
            variant="contained"
            color="primary"
            disableElevation
            reason={blocked}
            aria-busy={busy}
          >
            {unanswered ? t('dialogs.unanswered.again') : props.submit}
          </ReasonButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
