import { useState, type ReactNode } from 'react';
import { photoFeatureId, PHOTOS_PER_REPORT, type ShelterReport } from '@hinomi/contracts';
import { draftPhotos } from '../../offline/photo-store.js';
import { photoWords } from '../../words/photos/photo-words.js';
import { plain } from '../../words/ruby-text.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import type { ShelterApi } from '../shelter/shelter-api.js';
import { Text } from '../shelter/shelter-text.js';
import type { Tablet } from '../shelter/tablet.js';
import type { TabletView } from '../shelter/tablet-view.js';
import { scalePhoto } from './scale-photo.js';
import { PhotoDialog, Thumb } from './thumb.js';

/** The photos that go with the next report: taken or chosen, made small here, and kept on this device until they are received. */
export default function PhotoPart({ tablet, view }: { tablet: Tablet; view: TabletView }): ReactNode {
  const { language } = useShelterWords();
  const words = photoWords(language);
  const [state, setState] = useState<'idle' | 'working' | 'unreadable'>('idle');
  const drafts = draftPhotos(view.photos, view.reports, view.shelter?.id);
  const room = PHOTOS_PER_REPORT - drafts.length;
  const take = async (files: readonly File[]): Promise<void> => {
    setState('working');
    try {
      for (const file of files.slice(0, room)) await tablet.addPhoto(await scalePhoto(file));
      setState('idle');
    } catch (problem) {
      console.error(problem);
      setState('unreadable');
    }
  };
  return (
    <section className="question question-photos" data-testid="photos" data-count={drafts.length}>
      <h2>
        <Text>{words.title(PHOTOS_PER_REPORT)}</Text>
      </h2>
      <div className="photo-row">
        {drafts.map(({ photoId }, index) => (
          <div key={photoId} className="photo-item">
            <Thumb id={photoId} load={() => tablet.photo(photoId)} alt={plain(words.photo(index + 1))} />
            <button
              type="button"
              className="link-button"
              data-testid="drop-photo"
              onClick={() => void tablet.dropPhoto(photoId)}
            >
              <Text>{words.remove(index + 1)}</Text>
            </button>
          </div>
        ))}
        {room > 0 && (
          <label className="button photo-add">
            <Text>{state === 'working' ? words.working : words.add}</Text>
            <input
              type="file"
              accept="image/*"
              multiple
              disabled={state === 'working'}
              data-testid="add-photo"
              onChange={(event) => {
                const files = [...(event.target.files ?? [])];
                event.target.value = '';
                void take(files);
              }}
            />
          </label>
        )}
      </div>
      <p className="question-foot">
        <Text>{words.note}</Text>
      </p>
      <p role="status">{state === 'unreadable' && <Text>{words.unreadable}</Text>}</p>
    </section>
  );
}

interface SentPhotosProps {
  tablet: Tablet;
  api: ShelterApi;
  view: TabletView;
  report: ShelterReport;
}

/** The photos of one report: from this device while it has them, else from the hub. */
export function SentPhotos({ tablet, api, view, report }: SentPhotosProps): ReactNode {
  const { language } = useShelterWords();
  const words = photoWords(language);
  const [large, setLarge] = useState<{ id: string; photo: string; alt: string; address: string } | null>(null);
  const kept = view.photos.filter(({ photoId }) => report.photos?.includes(photoId));
  return (
    <div className="photo-row" data-testid="sent-photos">
      {kept.map(({ photoId, state, refusal }, index) => {
        const id = photoFeatureId(photoId, /^drill:([^:]+):/.exec(report.shelter)?.[1] ?? null);
        const alt = words.photo(index + 1);
        const load = (): Promise<Blob> => (state === 'received' ? api.photo(id) : tablet.photo(photoId));
        return (
          <div key={photoId} className="photo-item" data-sent-photo={photoId} data-state={state}>
            <Thumb
              id={`${photoId} ${state}`}
              load={load}
              alt={plain(alt)}
              open={(address) => setLarge({ id, photo: photoId, alt, address })}
            />
            <small>
              <Text>{words.states[state]}</Text> {refusal !== null && <span lang="en">{refusal}</span>}
            </small>
          </div>
        );
      })}
      {large && (
        <PhotoDialog
          language={language}
          address={large.address}
          alt={large.alt}
          remove={async () => {
            const isThere = kept.some(({ photoId, state }) => photoId === large.photo && state === 'received');
            if (isThere) await api.removePhoto(large.id);
            await tablet.dropPhoto(large.photo);
          }}
          close={() => setLarge(null)}
        />
      )}
    </div>
  );
}
