import { Suspense, type ComponentProps, type ReactNode } from 'react';
import { lazyPart } from '../../../lazy-part.js';

const TableTwin = lazyPart(() => import('./table-twin.js'));

/** The tables of the layers, fetched when somebody first opens one. */
export function TableDoor(props: ComponentProps<typeof TableTwin>): ReactNode {
  return (
    <Suspense fallback={null}>
      <TableTwin {...props} />
    </Suspense>
  );
}
