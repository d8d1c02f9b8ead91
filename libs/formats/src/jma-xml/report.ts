import type {
  AreaWarningStatement,
  AshStatement,
  BulletinStatement,
  EarthquakeStatement,
  EewStatement,
  InputPlace,
  Instant,
  LegacyWarningStatement,
  NamedCode,
  NankaiStatement,
  PromptStatement,
  RiverFloodStatement,
  TsunamiStatement,
  TyphoonStatement,
  VolcanoStatement,
  WarningItem,
  WarningTelegram,
} from '@hinomi/contracts';

export type EarthquakeTelegram = 'VXSE51' | 'VXSE52' | 'VXSE53' | 'VXSE61' | 'VXSE62';
export type TsunamiTelegram = 'VTSE41' | 'VTSE51' | 'VTSE52';

/** The telegrams this parser knows; VXKO50-89 are one family, and so are VPTW40-65. */
export type JmaTelegram =
  | EarthquakeTelegram
  | TsunamiTelegram
  | WarningTelegram
  | 'VPWS50'
  | LegacyWarningStatement['telegram']
  | 'VYSE50'
  | 'VYSE51'
  | 'VYSE60'
  | 'VXKO'
  | 'VPTW'
  | VolcanoStatement['report']
  | AshStatement['report']
  | EewStatement['telegram']
  | PromptStatement['telegram']
  | 'bulletin';

export const JMA_STATUSES = ['通常', '訓練', '試験'] as const;
export type JmaStatus = (typeof JMA_STATUSES)[number];

export const JMA_INFO_TYPES = ['発表', '訂正', '遅延', '取消'] as const;
export type JmaInfoType = (typeof JMA_INFO_TYPES)[number];

/** The `Control` part: how the telegram was sent. */
export interface JmaControl {
  title: string;
  /** When it was sent: this tells a correction from its original. */
  dateTime: Instant;
  status: JmaStatus;
  editorialOffice: string | null;
  /** May name several offices, separated by a space. */
  publishingOffice: string | null;
}

/** The `Head` part: what the report is about. */
export interface JmaHead {
  title: string;
  reportDateTime: Instant;
  targetDateTime: Instant | null;
  validDateTime: Instant | null;
  /** As written: several quakes are separated by spaces, warnings have none. */
  eventId: string | null;
  infoType: JmaInfoType;
  serial: number | null;
  infoKind: string | null;
  headline: JmaHeadline;
}

export interface JmaHeadline {
  text: string;
  information: readonly JmaInformation[];
}

/** One table of the headline: kinds and the areas they hold for. Lists only what is in force. */
export interface JmaInformation {
  type: string;
  /** `codeType`: the table of the areas' codes, as written. */
  items: readonly { kinds: readonly JmaKind[]; codeType: string; areas: readonly NamedCode[] }[];
}

export interface JmaKind {
  name: string | null;
  code: string | null;
  condition: string | null;
}

/** Every warning of the 2026 system in force in the nation at one moment, areas in no order (VPWS50). */
export interface WarningSnapshot {
  /** The 府県予報区 it speaks of, also those where nothing is in force. */
  forecastAreas: NamedCode[];
  cities: WarningItem[];
  divisions: WarningItem[];
  /** Areas of which it says something that could not be understood, and where. */
  unreadable: { area: NamedCode; place: InputPlace }[];
}

/** What the body states; a statement is null (a list empty) when the report voids another (取消). */
export type JmaBody =
  | { family: 'earthquake'; telegram: EarthquakeTelegram; eventId: string; statement: EarthquakeStatement | null }
  | {
      family: 'tsunami';
      telegram: TsunamiTelegram;
      eventIds: readonly string[];
      /** One per part the telegram carries. */
      statements: readonly TsunamiStatement[];
    }
  | {
      family: 'weather-warning';
      telegram: WarningTelegram;
      /** The 府県予報区, 6 digits: with the telegram it is the key of the report. */
      forecastArea: NamedCode;
      statement: AreaWarningStatement | null;
    }
  | {
      family: 'nankai';
      /** VYSE51 stands for VYSE52 too: they have one title. */
      telegram: 'VYSE50' | 'VYSE51' | 'VYSE60';
      eventId: string;
      statement: NankaiStatement | null;
    }
  | {
      family: 'legacy-warning';
      telegram: LegacyWarningStatement['telegram'];
      /** The 府県予報区 (VPWW50, 53, 54) or the EventID (VXWW50). */
      key: string;
      statement: LegacyWarningStatement | null;
    }
  | { family: 'warning-snapshot'; telegram: 'VPWS50'; snapshot: WarningSnapshot | null }
  | { family: 'river-flood'; telegram: 'VXKO'; eventId: string; statement: RiverFloodStatement | null }
  | { family: 'typhoon'; telegram: 'VPTW'; eventId: string; statement: TyphoonStatement | null }
  | { family: 'volcano'; telegram: VolcanoStatement['report']; eventId: string; statement: VolcanoStatement | null }
  | { family: 'ash'; telegram: AshStatement['report']; eventId: string; statement: AshStatement | null }
  | {
      family: 'prompt-report';
      telegram: PromptStatement['telegram'];
      /** The widest area of the headline: with the office the key where there is no EventID. */
      areaKey: string;
      statement: PromptStatement | null;
    }
  | { family: 'eew'; telegram: EewStatement['telegram']; eventId: string; statement: EewStatement | null }
  | {
      family: 'bulletin';
      telegram: 'bulletin';
      /** The codes its headline names: with kind and office the key of a bulletin without EventID. */
      areaKey: string;
      statement: BulletinStatement | null;
    };

/** One telegram of 気象庁防災情報XML, read. */
export interface JmaReport {
  control: JmaControl;
  head: JmaHead;
  body: JmaBody;
  /** The sentences of the body in order: text, comments, notes. */
  texts: readonly string[];
}
