import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import {
  JsonObject,
  JsonValue,
} from '@waybill/backstage-plugin-waybill-common';
import { useT } from '../translation/useT';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 12,
    '& > summary': {
      width: 'max-content',
      cursor: 'pointer',
      color: theme.palette.textSubtle,
    },
  },
  values: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0, 1.5),
    margin: theme.spacing(0.5, 0, 0),
    '& dt': { color: theme.palette.textSubtle },
    '& dd': { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  },
}));

/** What a step left for the steps after it: commit, branch, pull request; on demand, since its message has the gist. */
export function StepOutput(props: { output: JsonObject }) {
  const classes = useStyles();
  const t = useT();
  const entries = flatten(props.output);
  if (entries.length === 0) return null;
  return (
    <details className={classes.root}>
      <summary>{t('promotions.step.output')}</summary>
      <dl className={classes.values}>
        {entries.map(([name, text]) => (
          <Entry key={name} name={name} text={text} />
        ))}
      </dl>
    </details>
  );
}

function Entry(props: { name: string; text: string }) {
  const { name, text } = props;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {/^https?:\/\//.test(text) ? <Link to={text}>{text}</Link> : text}
      </dd>
    </>
  );
}

function flatten(value: JsonObject, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    if (inner === undefined || inner === null) return [];
    // A path as a key, as git-clone has them, keeps its own dots.
    const name = prefix && `${prefix}${/^\w/.test(key) ? '.' : ' '}`;
    const path = `${name}${key}`;
    if (isObject(inner)) return flatten(inner, path);
    if (Array.isArray(inner) && inner.length > 0 && inner.every(isObject)) {
      return inner.flatMap((item, index) =>
        flatten(item, inner.length > 1 ? `${path} ${index + 1}` : path),
      );
    }
    return [[path, asText(inner)]];
  });
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
