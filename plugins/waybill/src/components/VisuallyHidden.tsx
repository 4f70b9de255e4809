import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
});

/** Words for screen readers alone. */
export function VisuallyHidden(props: { id?: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <span id={props.id} className={classes.root}>
      {props.children}
    </span>
  );
}
