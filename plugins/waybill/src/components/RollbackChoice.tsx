import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { AskedEarlier } from '../hooks/useEarlierFreight';
import { useId } from '../hooks/useId';
import { EarlierFreight } from '../model/earlierFreight';
import { exactTime } from '../model/exactTime';
import { FreightIndex } from '../model/FreightIndex';
import { useT } from '../translation/useT';
import { ErrorNote } from './ErrorNote';
import { ReasonButton } from './ReasonButton';

const useStyles = makeStyles(theme => ({
  label: { display: 'block', fontSize: 13, marginTop: theme.spacing(2) },
  choices: { marginTop: theme.spacing(0.5) },
  choice: { alignItems: 'flex-start', marginTop: theme.spacing(0.5) },
  radio: { paddingTop: theme.spacing(0.25) },
  version: { fontSize: 14 },
  subtle: { color: theme.palette.textSubtle, fontSize: 13 },
}));

/** Which Freight a Stage shall go back to. */
export function RollbackChoice(props: {
  stage: StageView;
  asked: AskedEarlier;
  /** Knows old Freight too. */
  index: FreightIndex;
  chosen: string | undefined;
  /** It was sent already. */
  locked: boolean;
  onChoose: (freight: string) => void;
}) {
  const { stage, asked, index, chosen } = props;
  const { earlier, error, loading, more } = asked;
  const classes = useStyles();
  const t = useT();
  const id = useId();
  const runs = (freight: string) =>
    stage.current.some(current => current.freight === freight);
  const wasVerified = ({ freight, verified }: EarlierFreight) =>
    verified ||
    index.get(freight)?.verifiedIn.some(it => it.stage === stage.name);
  const isNothing = earlier?.length === 0 && !more && !loading;
  return (
    <>
      <FormLabel id={id} className={classes.label}>
        {t('dialogs.rollback.choice')}
      </FormLabel>
      {isNothing && (
        <Typography variant="body2">
          {t('actions.why.nothingEarlier')}.
        </Typography>
      )}
      {stage.rollbackTo === null && earlier && earlier.length > 0 && (
        <Typography variant="body2">
          {t('dialogs.rollback.noSuggestion')}
        </Typography>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      <RadioGroup
        className={classes.choices}
        aria-labelledby={id}
        value={chosen ?? ''}
        onChange={event => props.onChoose(event.target.value)}
      >
        {earlier?.map(one => (
          <FormControlLabel
            key={one.freight}
            className={classes.choice}
            value={one.freight}
            disabled={props.locked}
            control={
              <Radio size="small" color="primary" className={classes.radio} />
            }
            label={
              <>
                <strong className={classes.version}>
                  {index.version(one.freight)}
                </strong>{' '}
                <span className={classes.subtle}>
                  {[
                    index.get(one.freight)?.alias,
                    one.freight === stage.rollbackTo &&
                      t('dialogs.rollback.suggested'),
                    runs(one.freight) && t('dialogs.rollback.again'),
                    one.at &&
                      t('dialogs.rollback.ranAt', { time: exactTime(one.at) }),
                    wasVerified(one)
                      ? t('dialogs.rollback.verified')
                      : one.at && t('dialogs.rollback.notVerified'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            }
          />
        ))}
      </RadioGroup>
      {loading && (
        <Typography variant="body2" role="status">
          {t('dialogs.rollback.history')}
        </Typography>
      )}
      {more && (
        <ReasonButton variant="text" color="primary" onClick={more}>
          {t('dialogs.rollback.more')}
        </ReasonButton>
      )}
    </>
  );
}
