import { SendTest } from '../../campaigns/test/SendTest.tsx';
import { useEditor, useSession } from '../store/context.ts';

/** Sends the message as it stands to a few addresses, as the chosen contact would get it. */
export function TestButton() {
  const { campaign, autosave } = useSession();
  const person = useEditor((state) => state.person);
  return <SendTest campaignId={campaign.id} label="Test" prepare={() => autosave.flush()} contactId={person?.id ?? null} />;
}
