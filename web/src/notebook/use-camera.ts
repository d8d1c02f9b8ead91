import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ReadCode } from './collect-codes.js';

export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'no-camera' | 'insecure';

/** Between two looks, so that the page stays answering on a slow tablet. */
const PAUSE_MS = 150;

export interface Camera {
  state: CameraState;
  video: RefObject<HTMLVideoElement | null>;
  start: () => void;
  stop: () => void;
}

/** Looks for codes with the camera from `start` to `stop`, until the page is hidden or left; no picture outlives its look. */
export function useCamera(seen: (codes: readonly ReadCode[]) => void): Camera {
  const [state, setState] = useState<CameraState>('off');
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(seen);
  useEffect(() => {
    tell.current = seen;
  });
  const isWanted = state === 'starting' || state === 'on';
  useEffect(() => {
    const screen = video.current;
    if (!isWanted || screen === null) return;
    const look = new Look(screen, (codes) => tell.current(codes));
    const hide = (): void => {
      if (document.hidden) setState('off');
    };
    document.addEventListener('visibilitychange', hide);
    look.run(() => setState('on')).catch((problem: unknown) => setState(reasonOf(problem)));
    return () => {
      document.removeEventListener('visibilitychange', hide);
      look.end();
    };
  }, [isWanted]);
  return {
    state,
    video,
    // Not a secure page: browsers have no camera for it at all.
    start: () => setState(navigator.mediaDevices === undefined ? 'insecure' : 'starting'),
    stop: () => setState('off'),
  };
}

class Look {
  private isOver = false;
  private stream: MediaStream | null = null;

  constructor(
    private readonly screen: HTMLVideoElement,
    private readonly seen: (codes: readonly ReadCode[]) => void,
  ) {}

  async run(started: () => void): Promise<void> {
    const video = { facingMode: { ideal: 'environment' }, width: { ideal: 1_920 }, height: { ideal: 1_080 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    this.stream = stream;
    if (this.isOver) return this.end();
    this.screen.srcObject = stream;
    await this.screen.play();
    const { codesInFrame } = await import('./read-pictures.js');
    started();
    while (!this.isOver) {
      const codes = codesInFrame(this.screen);
      if (codes.length > 0) this.seen(codes);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  end(): void {
    this.isOver = true;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.screen.srcObject = null;
  }
}

function reasonOf(problem: unknown): CameraState {
  const name = problem instanceof DOMException ? problem.name : '';
  // Left while it was starting.
  if (name === 'AbortError') return 'off';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'no-camera' : 'denied';
}
