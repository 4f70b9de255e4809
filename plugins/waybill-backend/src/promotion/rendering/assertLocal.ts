import { StepFailure, ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { RenderInputs } from './RenderInputs';

/** Throws a `StepFailure` for a render that would fetch something, where the platform keeps its tools off the network. */
export function assertLocal(
  { network }: Pick<ToolsPort, 'network'>,
  { remote }: RenderInputs,
): void {
  if (!network && remote.length > 0) {
    const [{ from, address }] = remote;
    const others = remote.length > 1 ? ` and ${remote.length - 1} more` : '';
    throw new StepFailure(
      `"${from}" takes "${withoutUser(
        address,
      )}"${others} from the network, which the platform does not allow to its tools (waybill.tools.network); keep a copy in the repository`,
    );
  }
}

/** Somebody may have written a password into it. */
function withoutUser(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}
