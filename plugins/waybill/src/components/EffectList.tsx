import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { OutsideEffectView } from '@waybill/backstage-plugin-waybill-common';
import { stepLabel } from '../model/stepLabel';
import { withShortRepos } from '../model/withShortRepos';
import { useT } from '../translation/useT';
import { LinkedText } from './LinkedText';

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(0.5, 0, 1.5), paddingLeft: theme.spacing(2.5) },
  item: { fontSize: 14, overflowWrap: 'anywhere' },
  subtle: { color: theme.palette.textSubtle, fontSize: 13 },
}));

/** What a Promotion has done outside, with where to look at it. */
export function EffectList(props: { effects: OutsideEffectView[] }) {
  const classes = useStyles();
  const t = useT();
  return (
    <ul className={classes.list} aria-label={t('promotions.page.effects')}>
      {props.effects.map(effect => (
        <li
          key={`${effect.step} ${effect.text}`}
          className={classes.item}
          title={effect.text}
        >
          {effect.url ? (
            <Link to={effect.url}>{withShortRepos(effect.text)}</Link>
          ) : (
            <LinkedText text={withShortRepos(effect.text)} />
          )}{' '}
          <span className={classes.subtle}>
            {stepLabel(t, effect.step)}
            {!effect.certain && ` · ${t('promotions.page.notCertain')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
