import { alpha, makeStyles } from '@material-ui/core/styles';
import { PreviewView } from '@waybill/backstage-plugin-waybill-common';
import { withoutPreviewId } from '../model/withoutPreviewId';
import { useT } from '../translation/useT';

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(0, 0, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
    overflow: 'hidden',
    fontSize: 12,
    lineHeight: 1.6,
  },
  head: {
    padding: theme.spacing(0.25, 1.5),
    fontFamily: 'monospace',
    borderBottom: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.action.hover,
    overflowWrap: 'anywhere',
  },
  branch: { color: theme.palette.textSubtle },
  scroll: { overflow: 'auto', maxHeight: 360 },
  lines: {
    margin: 0,
    display: 'inline-block',
    minWidth: '100%',
    fontFamily: 'monospace',
    fontSize: 12,
  },
  line: { display: 'block', padding: theme.spacing(0, 1.5), whiteSpace: 'pre' },
  added: { backgroundColor: alpha(theme.palette.status.ok, 0.16) },
  removed: { backgroundColor: alpha(theme.palette.status.error, 0.14) },
  place: { color: theme.palette.textSubtle },
}));

/** The changes of one file. The signs in front of the lines say what the colours say. */
export function DiffView(props: { file: PreviewView['files'][number] }) {
  const { file } = props;
  const classes = useStyles();
  const t = useT();
  const kind = (line: string) => {
    if (line.startsWith('+')) return classes.added;
    if (line.startsWith('-')) return classes.removed;
    return line.startsWith('@@') ? classes.place : '';
  };
  return (
    <figure
      className={classes.root}
      aria-label={t('dialogs.promote.diffOf', { path: file.path })}
    >
      <figcaption className={classes.head}>
        {file.path}{' '}
        <span className={classes.branch}>{withoutPreviewId(file.branch)}</span>
      </figcaption>
      <div
        className={classes.scroll}
        // A region that scrolls must be reachable without a mouse.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={file.path}
      >
        <pre className={classes.lines}>
          {bodyOf(file.diff).map((line, index) => (
            <span key={index} className={`${classes.line} ${kind(line)}`}>
              {line || ' '}
            </span>
          ))}
        </pre>
      </div>
    </figure>
  );
}

/** The header names the file again, which stands above already. */
function bodyOf(diff: string): string[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  const start = lines.findIndex(line => line.startsWith('@@'));
  return start > 0 ? lines.slice(start) : lines;
}
