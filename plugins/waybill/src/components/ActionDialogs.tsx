import Snackbar from '@material-ui/core/Snackbar';
import { useState } from 'react';
import { AbortDialog } from './AbortDialog';
import { ApproveDialog } from './ApproveDialog';
import { Asked, useFreightTab } from './FreightTabContext';
import { HoldDialog } from './HoldDialog';
import { PromoteDialog } from './PromoteDialog';
import { RetryDialog } from './RetryDialog';
import { RollbackDialog } from './RollbackDialog';
import { VerifyDialog } from './VerifyDialog';

const SHOWN_MS = 6_000;

/** The dialog of what is asked, and a word when it is done. */
export function ActionDialogs(props: {
  asked: Asked | undefined;
  onClose: () => void;
}) {
  const { asked, onClose } = props;
  const { pipeline, view } = useFreightTab();
  const [said, setSaid] = useState<string>();
  const onDone = (words: string) => {
    setSaid(words);
    onClose();
    pipeline.reload();
  };
  const stage = view.stages.find(s => s.name === asked?.stage);
  return (
    <>
      {asked && stage && (
        <Asking
          key={asked.do}
          asked={asked}
          onClose={onClose}
          onDone={onDone}
        />
      )}
      <Snackbar
        open={said !== undefined}
        message={said}
        autoHideDuration={SHOWN_MS}
        onClose={() => setSaid(undefined)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      />
    </>
  );
}

function Asking(props: {
  asked: Asked;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { asked, ...answers } = props;
  const { view } = useFreightTab();
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
    case 'rollback':
      return <RollbackDialog stage={stage} {...answers} />;
    case 'abort':
      return (
        <AbortDialog
          stage={stage}
          freight={asked.freight}
          promotion={asked.promotion}
          {...answers}
        />
      );
    case 'retry':
      return (
        <RetryDialog stage={stage} promotion={asked.promotion} {...answers} />
      );
    case 'verify':
    case 'abortVerification':
      return <VerifyDialog stage={stage} what={asked.do} {...answers} />;
    default:
      return <HoldDialog stage={stage} what={asked.do} {...answers} />;
  }
}
