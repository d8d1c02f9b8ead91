import type { StoreTables } from '@hinomi/store';
import { HistoryPositionRow } from './history-position.entity.js';
import { HistoryVersionRow } from './history-version.entity.js';
import { History1795392100000 } from './migrations/1795392100000-history.js';
import { HistoryByMonth1795651300000 } from './migrations/1795651300000-history-by-month.js';
import { HistoryAliases1795737600000 } from './migrations/1795737600000-history-aliases.js';

/** The tables of the picture's history. All of it can be made again from the log, as far back as the log goes. */
export const HISTORY_TABLES: StoreTables = {
  entities: [HistoryVersionRow, HistoryPositionRow],
  migrations: [History1795392100000, HistoryByMonth1795651300000, HistoryAliases1795737600000],
};
