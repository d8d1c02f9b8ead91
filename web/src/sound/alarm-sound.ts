import { lengthS, TONES, turnOf, type Alarm, type Sounding } from './tones.js';

export type SoundState = 'on' | 'muted' | 'blocked';

/** The room's alarm. Browsers keep it silent until somebody touches the page, and that is shown, not hidden. */
export class AlarmSound {
  private context: AudioContext | null = null;
  private muted: boolean;
  private readonly listeners = new Set<() => void>();
  private sounding: (Sounding & { end: () => void })[] = [];

  constructor(muted: boolean) {
    this.muted = muted;
  }

  readonly state = (): SoundState => {
    if (this.muted) return 'muted';
    return this.context?.state === 'running' ? 'on' : 'blocked';
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Call from a click or a key: only then may a page begin to sound. */
  readonly unlock = (): void => {
    if (this.context?.state === 'running') return;
    this.context ??= new AudioContext();
    this.context.resume().then(this.changed, this.changed);
  };

  setMuted(muted: boolean): void {
    this.muted = muted;
    if (!muted) this.unlock();
    this.changed();
  }

  /** Never over another: what is heard first cuts the others short, what is not waits, and the same is not said twice. */
  play(alarm: Alarm): void {
    const { context } = this;
    if (this.muted || context === null || context.state !== 'running') return;
    const nowS = context.currentTime;
    const turn = turnOf(this.sounding, alarm, nowS);
    if (turn === 'not') return;
    const left = this.sounding.filter(({ endS }) => endS > nowS);
    if (turn === 'now') for (const { end } of left) end();
    const waiting = turn === 'now' ? [] : left;
    const startS = Math.max(nowS, ...waiting.map(({ endS }) => endS));
    const { hertz, toneS } = TONES[alarm];
    const ends = hertz.map((frequency, index) => tone(context, frequency, startS + index * toneS, toneS));
    this.sounding = [...waiting, { alarm, endS: startS + lengthS(alarm), end: () => ends.forEach((end) => end()) }];
  }

  private readonly changed = (): void => {
    for (const listener of this.listeners) listener();
  };
}

/** Answers what silences it. */
function tone(context: AudioContext, frequency: number, startS: number, lastsS: number): () => void {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = 'triangle';
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, startS);
  volume.gain.linearRampToValueAtTime(0.35, startS + 0.02);
  volume.gain.linearRampToValueAtTime(0, startS + lastsS);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(startS);
  oscillator.stop(startS + lastsS + 0.02);
  return () => volume.disconnect();
}
