import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';

interface SortHeaderProps<Column extends string> {
  columns: readonly Column[];
  nameOf: (column: Column) => string;
  sort: { column: Column; down: boolean };
  setSort: (sort: { column: Column; down: boolean }) => void;
  /** Whether the first press on another column shows the greatest first. */
  downFirst: (column: Column) => boolean;
}

/** The heads of a table that can be sorted by each of its columns; a second press turns the order round. */
export function SortHeader<Column extends string>(props: SortHeaderProps<Column>): ReactNode {
  const { columns, nameOf, sort, setSort, downFirst } = props;
  const words = useWords();
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column}
            scope="col"
            aria-sort={sort.column !== column ? 'none' : sort.down ? 'descending' : 'ascending'}
          >
            <button
              type="button"
              className="sort-button"
              title={plain(words.table.sortBy(nameOf(column)))}
              onClick={() => setSort({ column, down: sort.column === column ? !sort.down : downFirst(column) })}
            >
              <Ruby>{nameOf(column)}</Ruby>
              <span className="sort-mark" aria-hidden="true" />
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}
