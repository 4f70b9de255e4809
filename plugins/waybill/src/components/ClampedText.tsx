import { makeStyles } from '@material-ui/core/styles';
import { LinkedText } from './LinkedText';

const useStyles = makeStyles({
  root: {
    display: '-webkit-box',
    overflow: 'hidden',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: (props: { lines: number }) => props.lines,
  },
});

/** The beginning of a sentence of the backend that may be long; a pointer that rests on it shows all of it. */
export function ClampedText(props: { text: string; lines: number }) {
  const { text, lines } = props;
  const classes = useStyles({ lines });
  return (
    <div className={classes.root} title={text}>
      <LinkedText text={text} />
    </div>
  );
}
