import Button, { ButtonProps } from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from '../hooks/useId';
import { VisuallyHidden } from './VisuallyHidden';

const useStyles = makeStyles(theme => ({
  root: { textTransform: 'none', whiteSpace: 'nowrap', flex: 'none' },
  off: {
    color: theme.palette.textSubtle,
    borderColor: theme.palette.divider,
    backgroundColor: 'transparent',
    boxShadow: 'none',
    cursor: 'not-allowed',
    '&:hover': { backgroundColor: 'transparent', boxShadow: 'none' },
  },
}));

/**
 * A button that says why it cannot be pressed. It stays in the tab order when it cannot, so that the
 * reason reaches keyboard and screen reader as well as the mouse.
 */
export function ReasonButton(
  props: Omit<ButtonProps, 'disabled'> & { reason?: string },
) {
  const { reason, onClick, ...button } = props;
  const classes = useStyles();
  const id = useId();
  // The same elements with and without a reason, so that a button keeps the focus when its reason changes.
  return (
    <>
      <Tooltip title={reason ?? ''}>
        <Button
          size="small"
          type="button"
          {...button}
          {...(reason && {
            'aria-disabled': true,
            'aria-describedby': id,
            type: 'button',
            variant: button.variant === 'text' ? 'text' : 'outlined',
            color: 'default',
            disableRipple: true,
          })}
          className={[classes.root, button.className, reason && classes.off]
            .filter(Boolean)
            .join(' ')}
          onClick={reason ? undefined : onClick}
        />
      </Tooltip>
      {reason && <VisuallyHidden id={id}>{reason}</VisuallyHidden>}
    </>
  );
}
