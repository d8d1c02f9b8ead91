import { useState, type ReactNode } from 'react';
import type { FeatureV1, ThingProperties } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { ThingFeature } from '../../../things/thing-feature.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { photoWords } from '../../../words/photos/photo-words.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { PhotoDialog, Thumb } from '../../photos/thumb.js';
import { photosOf } from '../../../things/photos-of.js';
import { Part } from './facts.js';

interface ThingPhotosProps {
  feature: ThingFeature;
  features: ReadonlyMap<string, FeatureV1>;
  api: HubApi;
  mayRemove: boolean;
  hubNowMs: number;
}

/** The photos that came with a shelter's reports, for who may see that there are any. */
export default function ThingPhotos({ feature, features, api, mayRemove, hubNowMs }: ThingPhotosProps): ReactNode {
  const { language } = useWords();
  const words = photoWords(language);
  const [large, setLarge] = useState<{ path: string; alt: string; address: string } | null>(null);
  const photos = photosOf(feature, features);
  if (photos.length === 0) return null;
  return (
    <Part title={words.of}>
      <div className="photo-row" data-testid="thing-photos">
        {photos.map(({ id, issuedAt, properties }) => {
          const { sentby } = (properties as ThingProperties).attributes;
          const path = `/api/v1/photos/${encodeURIComponent(id)}`;
          const alt = words.by(String(sentby?.value ?? ''), clock(issuedAt, language, hubNowMs));
          return (
            <div key={id} className="photo-item">
              <Thumb
                id={id}
                load={() => api.bytes(path)}
                alt={plain(alt)}
                open={(address) => setLarge({ path, alt, address })}
              />
              <small data-name>
                <Ruby>{alt}</Ruby>
              </small>
            </div>
          );
        })}
      </div>
      {large && (
        <PhotoDialog
          language={language}
          address={large.address}
          alt={large.alt}
          remove={mayRemove ? () => api.remove(large.path) : null}
          close={() => setLarge(null)}
        />
      )}
    </Part>
  );
}
