import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { AlarmSound, type SoundState } from '../../sound/alarm-sound.js';
import { usePreference } from './use-preference.js';

const ON_OFF = ['on', 'off'] as const;

/** The room's alarm sound: on or off as this browser was left, and unlocked by the first touch or key. */
export function useSound(): { sound: AlarmSound; state: SoundState; toggle: () => void } {
  const [preference, setPreference] = usePreference('sound', ON_OFF, 'on');
  const [sound] = useState(() => new AlarmSound(preference === 'off'));
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  const toggle = useCallback(() => {
    if (sound.state() === 'blocked') {
      sound.unlock();
      return;
    }
    const mute = sound.state() === 'on';
    setPreference(mute ? 'off' : 'on');
    sound.setMuted(mute);
  }, [sound, setPreference]);
  useEffect(() => {
    window.addEventListener('pointerdown', sound.unlock);
    window.addEventListener('keydown', sound.unlock);
    return () => {
      window.removeEventListener('pointerdown', sound.unlock);
      window.removeEventListener('keydown', sound.unlock);
    };
  }, [sound]);
  return { sound, state, toggle };
}
