import { useEffect, useState, type ReactNode } from 'react';
import type { FeatureId, ShelterEntry } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { useShelterNames } from '../../places/use-shelter-names.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';

const TYPING_MS = 250;
const MOST_FOUND = 8;

interface ShelterPickerProps {
  api: HubApi;
  chosen: readonly FeatureId[];
  choose: (chosen: readonly FeatureId[]) => void;
}

/** Shelters by name; those of a drill have its mark. */
export function ShelterPicker({ api, chosen, choose }: ShelterPickerProps): ReactNode {
  const words = useWords();
  const text = words.tablets;
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<readonly ShelterEntry[]>([]);
  const nameOf = useShelterNames(api, chosen, found);
  useEffect(() => {
    let open = true;
    const ask = async (): Promise<void> => {
      const asked = (exercise: boolean): Promise<ShelterEntry[]> => {
        const query = new URLSearchParams({ q: search, limit: String(MOST_FOUND), exercise: String(exercise) });
        return api.getList<ShelterEntry>(`/api/v1/shelters?${query}`, 'shelters');
      };
      const [real, drill] = await Promise.all([asked(false), asked(true)]);
      if (open) setFound([...real, ...drill].slice(0, MOST_FOUND));
    };
    if (search.trim() === '') return setFound([]);
    // Out of reach nothing is found; the next key asks again.
    const timer = setTimeout(() => void ask().catch(() => open && setFound([])), TYPING_MS);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [api, search]);
  return (
    <fieldset className="field-group shelter-picker" data-testid="shelter-picker">
      <legend>
        <Ruby>{text.shelters}</Ruby>
      </legend>
      {chosen.length > 0 && (
        <ul className="picked">
          {chosen.map((id) => (
            <li key={id} data-picked={id}>
              <span lang="ja">{nameOf(id)}</span>
              <button
                type="button"
                className="icon-button"
                aria-label={plain(text.drop(nameOf(id)))}
                onClick={() => choose(chosen.filter((other) => other !== id))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="field">
        <span className="field-label">
          <Ruby>{text.find}</Ruby>
        </span>
        <input
          type="search"
          value={search}
          autoComplete="off"
          data-testid="find-shelter"
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      </label>
      <ul className="found">
        {found
          .filter(({ id }) => !chosen.includes(id))
          .map(({ id, name, address, municipality, exercise }) => (
            <li key={id}>
              <button type="button" className="menu-item" data-found={id} onClick={() => choose([...chosen, id])}>
                <strong lang="ja">{name}</strong>
                <span className="menu-note" lang="ja">
                  {exercise !== null && `${plain(text.drill)}　`}
                  {address ?? municipality}
                </span>
              </button>
            </li>
          ))}
      </ul>
    </fieldset>
  );
}
