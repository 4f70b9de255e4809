import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Snackbar from '@material-ui/core/Snackbar';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { AbortDialog } from './AbortDialog';
import { ApproveDialog } from './ApproveDialog';
import { Asked, Done, useFreightTab } from './FreightTabContext';
import { HoldDialog } from './HoldDialog';
import { PromoteDialog } from './PromoteDialog';
import { ReviewDialog } from './ReviewDialog';
import { RetryDialog } from './RetryDialog';
import { RollbackDialog } from './RollbackDialog';
import { VerifyDialog } from './VerifyDialog';

const SHOWN_MS = 6_000;

const useStyles = makeStyles({
  // The bar is as dark as the page is light, and the other way round.
  open: { color: 'inherit', textDecoration: 'underline' },
});

/** The dialog of what is asked, and a word when it is done, with the way to the Promotion that came of it. */
export function ActionDialogs(props: {
  asked: Asked | undefined;
  /** What was asked before must not close what is asked now. */
  onClose: (ended: Asked) => void;
}) {
  const { asked, onClose } = props;
  const { pipeline, view } = useFreightTab();
  const classes = useStyles();
  const t = useT();
  const navigate = useNavigate();
  const promotionPath = useRouteRef(promotionRouteRef);
  const [said, setSaid] = useState<{ words: string; promotion?: string }>();
  const close = () => setSaid(undefined);
  const open = useRef(asked);
  useEffect(() => {
    open.current = asked;
  }, [asked]);
  const done =
    (ended: Asked): Done =>
    (words, promotion) => {
      // The answer may have taken so long that its dialog was left.
      const isOpen = open.current === ended;
      onClose(ended);
      pipeline.reload();
      // Who tries again stands on the page of the Promotion before, where nothing moves any more.
      const leave = promotion !== undefined && isOpen && ended.do === 'retry';
      setSaid({ words, promotion: leave ? undefined : promotion });
      if (leave) navigate(promotionPath({ promotionId: promotion }));
    };
  // What runs must be stoppable, also when its Stage has left the pipeline's file.
  const isThere =
    asked?.do === 'abort' || view.stages.some(s => s.name === asked?.stage);
  return (
    <>
      {asked && isThere && (
        <Asking
          key={asked.do}
          asked={asked}
          onClose={() => onClose(asked)}
          onDone={done(asked)}
        />
      )}
      <Snackbar
        open={said !== undefined}
        message={said?.words}
        action={
          said?.promotion && (
            <Link
              to={promotionPath({ promotionId: said.promotion })}
              className={classes.open}
              onClick={close}
            >
              {t('promotions.openIt')}
            </Link>
          )
        }
        autoHideDuration={SHOWN_MS}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      />
    </>
  );
}

function Asking(props: { asked: Asked; onClose: () => void; onDone: Done }) {
  const { asked, ...answers } = props;
  const { view } = useFreightTab();
  if (asked.do === 'abort') {
    const { stage, freight, promotion } = asked;
    return <AbortDialog {...{ stage, freight, promotion }} {...answers} />;
  }
  const stage = view.stages.find(s => s.name === asked.stage)!;
  switch (asked.do) {
    case 'promote':
      return (
        <PromoteDialog stage={stage} freight={asked.freight} {...answers} />
      );
    case 'approve':
      return (
        <ApproveDialog stage={stage} freight={asked.freight} {...answers} />
      );
    case 'review': {
      const { promotion, step, decision } = asked;
      return (
        <ReviewDialog {...{ stage, promotion, step, decision }} {...answers} />
      );
    }
    case 'rollback':
      return <RollbackDialog stage={stage} {...answers} />;
    case 'retry':
      return (
        <RetryDialog stage={stage} promotion={asked.promotion} {...answers} />
      );
    case 'verify':
    case 'abortVerification':
      return <VerifyDialog stage={stage} what={asked.do} {...answers} />;
    default:
      return (
        <HoldDialog
          stage={stage}
          what={asked.do}
          origin={asked.origin}
          {...answers}
        />
      );
  }
}
