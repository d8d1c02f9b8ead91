import type { ReactNode } from 'react';
import { SPEEDS } from '../../../past/past-player.js';
import { clock, clockWithSeconds, fieldMillis, fieldTime, moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Icon } from '../icons.js';
import { PastCompare } from './past-compare.js';
import { PastNotes } from './past-notes.js';
import { STEP_MS } from './past-steps.js';
import type { Past, Range } from './use-past.js';

const MARKS = [0, 0.25, 0.5, 0.75, 1];
/** An arrow key on the slider moves by a two-hundredth of the track, in whole seconds. */
const NOTCHES = 200;
/** On a shorter track the marks say seconds. */
const SHORT_MS = 600_000;

interface PastBarProps {
  past: Past;
  hubNowMs: number;
}

/** Moves the room in time. */
export default function PastBar({ past, hubNowMs }: PastBarProps): ReactNode {
  const words = useWords();
  const { player, view } = past;
  const { track, atMs, playing } = view;
  const spanMs = track.toMs - track.fromMs;
  const notchMs = Math.max(1000, Math.round(spanMs / NOTCHES / 1000) * 1000);
  const markOf = (ms: number, nowMs: number): string =>
    spanMs < SHORT_MS ? clockWithSeconds(ms) : clock(new Date(ms).toISOString(), words.language, nowMs);
  return (
    <section
      className="past-bar"
      aria-label={plain(words.past.controls)}
      data-testid="past-bar"
      data-state={view.state}
    >
      <div className="past-row">
        <div className="past-play">
          <button
            type="button"
            className="button"
            onClick={() => player.step(-STEP_MS)}
            title={`${plain(words.past.back)} (,)`}
            data-testid="past-back"
          >
            <Ruby>{words.past.back}</Ruby>
          </button>
          <button
            type="button"
            className="button button-strong"
            onClick={() => (playing ? player.pause() : player.play())}
            title={`${plain(playing ? words.past.pause : words.past.play)} (K)`}
            data-testid="past-play"
            data-playing={playing}
          >
            <Icon name={playing ? 'pause' : 'play'} />
            <Ruby>{playing ? words.past.pause : words.past.play}</Ruby>
          </button>
          <button
            type="button"
            className="button"
            onClick={() => player.step(STEP_MS)}
            title={`${plain(words.past.forward)} (.)`}
            data-testid="past-forward"
          >
            <Ruby>{words.past.forward}</Ruby>
          </button>
        </div>
        <label className="past-field">
          <Ruby>{words.past.speed}</Ruby>
          <select
            value={view.speed}
            onChange={(event) => player.setSpeed(Number(event.target.value))}
            data-testid="past-speed"
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {plain(words.past.times(speed))}
              </option>
            ))}
          </select>
        </label>
        <label className="past-field">
          <Ruby>{words.past.range}</Ruby>
          <select
            value={past.range}
            onChange={(event) => past.setRange(event.target.value as Range)}
            data-testid="past-range"
          >
            {past.ranges.map((range) => (
              <option key={range} value={range}>
                {plain(words.past.ranges[range])}
              </option>
            ))}
          </select>
        </label>
        <label className="past-field">
          <Ruby>{words.past.jump}</Ruby>
          <input
            type="datetime-local"
            step={1}
            min={fieldTime(track.fromMs)}
            max={fieldTime(track.toMs)}
            value={fieldTime(atMs)}
            onChange={(event) => {
              const ms = fieldMillis(event.target.value);
              if (ms === null) return;
              player.pause();
              player.seek(ms);
            }}
            data-testid="past-jump"
          />
        </label>
        <PastCompare past={past} />
      </div>
      <div className="past-slider">
        <input
          type="range"
          aria-label={plain(words.past.slider)}
          aria-valuetext={moment(atMs, words.language)}
          min={track.fromMs}
          max={track.toMs}
          step="any"
          value={atMs}
          onChange={(event) => {
            player.pause();
            player.seek(Number(event.target.value));
          }}
          onKeyDown={(event) => {
            const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
            if (way === undefined) return;
            event.preventDefault();
            player.step(way * notchMs);
          }}
          data-testid="past-slider"
        />
        <ol className="past-marks" aria-hidden="true">
          {MARKS.map((part) => (
            <li key={part}>{markOf(track.fromMs + part * spanMs, part === 0 ? 0 : hubNowMs)}</li>
          ))}
        </ol>
      </div>
      <PastNotes past={past} />
    </section>
  );
}
