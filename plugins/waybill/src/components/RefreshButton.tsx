import { useRefresh } from '../hooks/useRefresh';
import { useT } from '../translation/useT';
import { ErrorNote } from './ErrorNote';
import { ReasonButton } from './ReasonButton';

/** Lets Waybill read and look again now. */
export function RefreshButton() {
  const t = useT();
  const refresh = useRefresh();
  return (
    <>
      <ReasonButton
        size="medium"
        variant="outlined"
        color="primary"
        aria-busy={refresh.busy}
        reason={refresh.whyNot}
        onClick={refresh.busy ? undefined : refresh.all}
      >
        {refresh.busy ? t('actions.refreshing') : t('actions.refresh')}
      </ReasonButton>
      {refresh.error !== undefined && <ErrorNote error={refresh.error} />}
    </>
  );
}
