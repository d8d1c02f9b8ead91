import { type ReactNode, type RefObject } from 'react';
import { FIELD_REPORT_THEMES, type FeatureV1, type RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { openFieldReport, type FieldTask } from '../../../field/open-field-report.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { useFieldWords } from '../../../words/field/field-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Part } from '../details/facts.js';
import { Panel } from '../panel.js';
import { ThingSign } from '../thing-sign.js';
import { FieldEntryForm } from './field-entry-form.js';
import { FieldList } from './field-list.js';
import { useFieldReports } from './use-field-reports.js';

export interface FieldPanelProps {
  api: HubApi;
  exercise: boolean;
  /** The run of the exercise that is going on. */
  run: RunId | null;
  task: FieldTask | null;
  setTask: (task: FieldTask | null) => void;
  features: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
  open: (id: string) => void;
}

/** What headquarters hear from the field: all of it, and where it is entered. */
export default function FieldPanel(props: FieldPanelProps): ReactNode {
  const { api, exercise, run, task, setTask, features, hubNowMs, mapRef, close, open } = props;
  const words = useWords();
  const text = useFieldWords();
  const reports = useFieldReports(api, exercise, features);
  const theme = task?.theme ?? null;
  const title = theme === null ? words.field.title : text.at(words.field.title, words.things.themes[theme]);
  const noRun = exercise && run === null;
  return (
    <Panel title={title} close={close}>
      <p className="detail-note">
        <Ruby>{text.hint}</Ruby>
      </p>
      {noRun && (
        <p role="status">
          <Ruby>{text.noRun}</Ruby>
        </p>
      )}
      {!noRun && task !== null && theme !== null && (
        <FieldEntryForm
          key={`${task.entry?.id ?? ''} ${theme}`}
          {...{ api, exercise, task, theme, hubNowMs, mapRef, open }}
          run={exercise ? run : null}
          done={reports.ask}
          again={() => setTask(openFieldReport().task)}
          toList={() => setTask(null)}
        />
      )}
      {!noRun && theme === null && <KindChooser task={task} setTask={setTask} />}
      {theme === null && <FieldList {...{ api, reports, hubNowMs, open }} />}
    </Panel>
  );
}

/** One press a kind, with the sign that the map will show. */
function KindChooser({ task, setTask }: Pick<FieldPanelProps, 'task' | 'setTask'>): ReactNode {
  const words = useWords();
  const text = useFieldWords();
  const geometry = task?.geometry ?? null;
  return (
    <Part title={text.choose}>
      {geometry !== null && (
        <p role="status">
          <Ruby>{text.fromDrawing}</Ruby>
        </p>
      )}
      <div className="field-kinds">
        {FIELD_REPORT_THEMES.map((theme) => (
          <button
            key={theme}
            type="button"
            className="button"
            data-testid={`field-new-${theme}`}
            onClick={() => setTask({ entry: null, theme, geometry })}
          >
            <ThingSign glyph={theme === 'road' ? 'road-closed' : theme} />
            <Ruby>{words.things.themes[theme]}</Ruby>
          </button>
        ))}
      </div>
    </Part>
  );
}
