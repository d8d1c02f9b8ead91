export type SoundState = 'on' | 'muted' | 'blocked';
export type Alarm = 'danger' | 'real';

/** Two falling tones for danger; the real world calls over a drill with three rising pairs nobody mistakes for it. */
const TONES: Record<Alarm, readonly number[]> = {
  danger: [880, 660],
  real: [587, 880, 587, 880, 587, 880],
};
const TONE_S = 0.22;

/** The room's alarm. Browsers keep it silent until somebody touches the page, and that is shown, not hidden. */
export class AlarmSound {
  private context: AudioContext | null = null;
  private muted: boolean;
  private readonly listeners = new Set<() => void>();

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

  play(alarm: Alarm): void {
    const { context } = this;
    if (this.muted || context === null || context.state !== 'running') return;
    TONES[alarm].forEach((frequency, index) => this.tone(context, frequency, context.currentTime + index * TONE_S));
  }

  private tone(context: AudioContext, frequency: number, start: number): void {
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.type = 'triangle';
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.35, start + 0.02);
    volume.gain.linearRampToValueAtTime(0, start + TONE_S);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + TONE_S + 0.02);
  }

  private readonly changed = (): void => {
    for (const listener of this.listeners) listener();
  };
}
