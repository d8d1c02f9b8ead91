import { useEffect, type ReactNode } from 'react';
import type { Me, RunId } from '@hinomi/contracts';
import { openFieldReport } from '../../../field/open-field-report.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Panel } from '../panel.js';
import { drillOf } from '../use-drill.js';
import type { DrawingDoorProps } from './drawing-door.js';
import { DrawingPanel } from './drawing-panel.js';
import { useDrawingDesk } from './use-drawing-desk.js';

type DrawingRoomProps = DrawingDoorProps & { me: Me };

/** What somebody draws in the world that is shown: an exercise without a run has nothing to draw on. */
export default function DrawingRoom(props: DrawingRoomProps): ReactNode {
  const { drawings } = useWords();
  const run = props.exercise ? (drillOf(props.features)?.run ?? null) : null;
  if (!props.exercise || run !== null) return <OpenRoom key={run ?? ''} {...props} run={run} />;
  if (props.opened === null) return null;
  return (
    <Panel title={drawings.title} close={props.close}>
      <p role="status">
        <Ruby>{drawings.noDrill}</Ruby>
      </p>
    </Panel>
  );
}

function OpenRoom(props: DrawingRoomProps & { run: RunId | null }): ReactNode {
  const { api, me, run, features, mapRef, opened, setOpened } = props;
  const { desk, view } = useDrawingDesk(api, me.subject, run, features);
  const { own } = view;
  useEffect(() => mapRef.current?.drawings.showOwn(own), [own, mapRef]);
  useEffect(() => () => mapRef.current?.drawings.showOwn(new Map()), [mapRef]);
  if (opened === null) return null;
  return (
    <DrawingPanel
      {...{ api, me, run, desk, view, mapRef }}
      selected={opened.selected}
      select={(selected) => setOpened({ kind: 'drawings', selected })}
      report={
        me.permissions.includes('field-reports:write') ? (geometry) => setOpened(openFieldReport({ geometry })) : null
      }
      hubNowMs={props.hubNowMs}
      close={props.close}
    />
  );
}
