import { useCallback, useEffect, useState } from 'react';
import type { DeliveryRecord, Subscription, SubscriptionReply, SubscriptionsReply } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { useOpenInAddress } from '../use-open-in-address.js';
import type { WishChannel } from './wish-draft.js';

type Channels = SubscriptionsReply['channels'];

const BASE = '/api/v1/subscriptions';
/** As often as a person looks. */
const EVERY_MS = 4_000;

const at = (id: string, step = ''): string => `${BASE}/${encodeURIComponent(id)}${step}`;

export const subscriptionApi = {
  list: (api: HubApi): Promise<Subscription[]> => api.getList(BASE, 'subscriptions'),
  channels: async (api: HubApi): Promise<Channels> => (await api.get<SubscriptionsReply>(BASE)).channels,
  show: (api: HubApi, id: string): Promise<Subscription> => api.get(at(id)),
  make: (api: HubApi, wish: object): Promise<SubscriptionReply> => api.tell('POST', BASE, wish),
  pause: (api: HubApi, id: string): Promise<Subscription> => api.tell('POST', at(id, '/pause')),
  resume: (api: HubApi, id: string): Promise<Subscription> => api.tell('POST', at(id, '/resume')),
  replay: (api: HubApi, id: string, since: number): Promise<Subscription> =>
    api.tell('POST', at(id, '/replay'), { since }),
  renewSecret: (api: HubApi, id: string): Promise<{ secret: string }> => api.tell('POST', at(id, '/secret')),
  end: (api: HubApi, id: string): Promise<void> => api.remove(at(id)),
  record: (api: HubApi, id: string): Promise<DeliveryRecord> => api.get(at(id, '/deliveries')),
  recordCsv: (api: HubApi, id: string): Promise<Blob> => api.bytes(at(id, '/deliveries?format=csv')),
};

const OPENED = /^#agency=(new|[0-9A-Z]{26})$/;

/** What is open by the address: `new`, a subscription's id, or null for the list. */
export const useOpenSubscription = (): ReturnType<typeof useOpenInAddress> => useOpenInAddress('agency', OPENED);

export interface Watched<T> {
  /** The newest answer, and when it came by this device's clock; it stays while the hub is out of reach. */
  known: { value: T; atMs: number } | null;
  failed: boolean;
  /** There is none, or none any more. */
  gone: boolean;
  put: (value: T) => void;
}

/** Asked again and again while the page is open. */
export function useWatched<T>(ask: () => Promise<T>): Watched<T> {
  const [known, setKnown] = useState<Watched<T>['known']>(null);
  const [state, setState] = useState<'fine' | 'failed' | 'gone'>('fine');
  useEffect(() => {
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = (): void => {
      ask().then(
        (value) => {
          if (!open) return;
          setKnown({ value, atMs: Date.now() });
          setState('fine');
          timer = setTimeout(run, EVERY_MS);
        },
        (problem: unknown) => {
          if (!open) return;
          setState(problem instanceof HubRefusal && problem.status === 404 ? 'gone' : 'failed');
          timer = setTimeout(run, EVERY_MS);
        },
      );
    };
    run();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [ask]);
  const put = useCallback((value: T) => setKnown({ value, atMs: Date.now() }), []);
  return { known, failed: state === 'failed', gone: state === 'gone', put };
}

/** Every hub has these. */
const ALWAYS: readonly WishChannel[] = ['pull', 'webhook'];

/** The channels that this hub has for people to choose, once it has said so. */
export function useChannels(api: HubApi): readonly WishChannel[] {
  const { known } = useWatched(useCallback(() => subscriptionApi.channels(api), [api]));
  return known?.value.filter((channel) => channel !== 'facts') ?? ALWAYS;
}
