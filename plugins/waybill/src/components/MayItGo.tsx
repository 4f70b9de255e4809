import { makeStyles } from '@material-ui/core/styles';
import { Gate } from '@waybill/backstage-plugin-waybill-common';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';
import { Fact } from './Fact';
import { GateMessage } from './GateList';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  subtle: { color: theme.palette.textSubtle },
}));

/** Every gate, or that there is none. */
export function MayItGo(props: { gates: Gate[] | undefined; error: unknown }) {
  const { gates, error } = props;
  const classes = useStyles();
  const t = useT();
  return (
    <>
      <DialogHeading>{t('dialogs.promote.may')}</DialogHeading>
      {!gates && error !== undefined && (
        <Fact icon={<StatusIcon sign="unknown" />}>
          {t('freight.panel.gatesFailed', {
            message: explainError(error).message,
          })}
        </Fact>
      )}
      {!gates && error === undefined && (
        <Fact icon={<StatusIcon sign="none" />}>
          {t('freight.panel.loading')}
        </Fact>
      )}
      {gates?.length === 0 && (
        <Fact icon={<StatusIcon sign="check" />}>
          {t('dialogs.promote.free')}
        </Fact>
      )}
      {gates?.map((gate, index) => (
        <Fact
          key={`${gate.code} ${index}`}
          icon={
            <StatusIcon
              sign={gate.effect === 'refuse' ? 'stopped' : 'waiting'}
            />
          }
        >
          <GateMessage gate={gate} />
          {gate.effect === 'wait' && (
            <div className={classes.subtle}>
              {t('dialogs.promote.startsItself')}
            </div>
          )}
        </Fact>
      ))}
    </>
  );
}
