import type { ReactNode } from 'react';
import type { FeedStatus, Me } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { HelpDialog } from './dialogs.js';
import { FeedsDialog } from './feeds-dialog.js';
import type { Asked } from './use-room.js';

interface ConsoleDialogsProps {
  shown: 'help' | 'feeds' | null;
  close: () => void;
  shortcuts: boolean;
  setShortcuts: (on: boolean) => void;
  feeds: Asked<FeedStatus[]>;
  hubNowMs: number;
  api: HubApi;
  me: Me | null;
}

/** The dialogs of the room, one at a time. */
export function ConsoleDialogs(props: ConsoleDialogsProps): ReactNode {
  const { shown, close, shortcuts, setShortcuts, feeds, hubNowMs, api, me } = props;
  if (shown === 'help') return <HelpDialog close={close} shortcuts={shortcuts} setShortcuts={setShortcuts} />;
  if (shown !== 'feeds') return null;
  const mayQuarantine = me?.permissions.includes('quarantine:read') ?? false;
  return <FeedsDialog close={close} feeds={feeds} hubNowMs={hubNowMs} api={api} mayQuarantine={mayQuarantine} />;
}
