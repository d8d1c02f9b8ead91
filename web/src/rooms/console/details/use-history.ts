import { useEffect, useState } from 'react';
import type { FeatureHistory, FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';

/** Asked again whenever the feature has a new version. */
export function useHistory(
  api: HubApi,
  { id, version }: FeatureV1,
): { asked: FeatureHistory | 'waiting' | 'failed'; again: () => void } {
  const [asked, setAsked] = useState<FeatureHistory | 'waiting' | 'failed'>('waiting');
  const [round, setRound] = useState(0);
  useEffect(() => {
    let open = true;
    api.get<FeatureHistory>(`/api/v1/features/${encodeURIComponent(id)}/history`).then(
      (history) => {
        if (open) setAsked(history);
      },
      () => {
        if (open) setAsked((known) => (typeof known === 'object' && known.id === id ? known : 'failed'));
      },
    );
    return () => {
      open = false;
    };
  }, [api, id, version, round]);
  useEffect(() => setAsked('waiting'), [id]);
  return {
    asked,
    again: () => {
      setAsked('waiting');
      setRound((count) => count + 1);
    },
  };
}
