import { makeStyles } from '@material-ui/core/styles';
import { ReviewView } from '@waybill/backstage-plugin-waybill-common';
import { actorName } from '../model/actorName';
import { useT } from '../translation/useT';
import { Ago } from './Ago';
import { Fact } from './Fact';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  root: { listStyle: 'none', margin: theme.spacing(0.5, 0, 1), padding: 0 },
  subtle: { color: theme.palette.textSubtle },
}));

/** What people said to one step, oldest first; nothing where nobody has. */
export function SignatureList(props: { reviews: ReviewView[]; step: string }) {
  const classes = useStyles();
  const t = useT();
  const said = props.reviews.filter(review => review.step === props.step);
  if (said.length === 0) return null;
  return (
    <ul className={classes.root} aria-label={t('reviews.list')}>
      {said.map(({ user, decision, reason, at }) => (
        <li key={`${user} ${at}`}>
          <Fact
            icon={
              <StatusIcon sign={decision === 'approve' ? 'check' : 'stopped'} />
            }
          >
            {t(`reviews.said.${decision}`, {
              person: actorName(t, { type: 'user', ref: user }),
            })}
            {reason && `: ${reason}`}{' '}
            <span className={classes.subtle}>
              <Ago at={at} style="long" />
            </span>
          </Fact>
        </li>
      ))}
    </ul>
  );
}
