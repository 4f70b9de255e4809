import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { EarlierFreight } from '../hooks/useEarlierFreight';
import { useId } from '../hooks/useId';
import { exactTime } from '../model/exactTime';
import { useT } from '../translation/useT';
import { ErrorNote } from './ErrorNote';
import { useFreightTab } from './FreightTabContext';

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
  /** Undefined: it is being asked. */
  earlier: EarlierFreight[] | undefined;
  error: unknown;
  chosen: string | undefined;
  /** It was sent already. */
  locked: boolean;
  onChoose: (freight: string) => void;
}) {
  const { stage, earlier, error, chosen } = props;
  const classes = useStyles();
  const t = useT();
  const id = useId();
  const { pipeline } = useFreightTab();
  const runs = (freight: string) =>
    stage.current.some(current => current.freight === freight);
  return (
    <>
      <FormLabel id={id} className={classes.label}>
        {t('dialogs.rollback.choice')}
      </FormLabel>
      {earlier?.length === 0 && (
        <Typography variant="body2">
          {t('actions.why.nothingEarlier')}.
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
                  {pipeline.index.version(one.freight)}
                </strong>{' '}
                <span className={classes.subtle}>
                  {[
                    pipeline.index.get(one.freight)?.alias,
                    one.freight === stage.rollbackTo &&
                      t('dialogs.rollback.suggested'),
                    runs(one.freight) && t('dialogs.rollback.again'),
                    one.at &&
                      t('dialogs.rollback.ranAt', { time: exactTime(one.at) }),
                    one.verified && t('dialogs.rollback.verified'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            }
          />
        ))}
      </RadioGroup>
      {!earlier && error === undefined && (
        <Typography variant="body2">{t('dialogs.rollback.history')}</Typography>
      )}
    </>
  );
}
