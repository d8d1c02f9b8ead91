/**
 * Rarer telegrams as read from the samples with other means than the hub's: early warnings, prompt reports, and which of the mere words come by
 * the clock.
 */
export const RARE_READINGS: Readonly<Record<string, string>> = {
  'legacy-samples/36_02_02_100915_VXSE41.xml':
    '通常 states 2008-06-13T23:43Z [20080614084350] | VXSE44 2 warning | 岩手県内陸南部 M6.1 | max 5+–over | areas 10×6 11×3',
  'legacy-samples/36_02_06_100915_VXSE41.xml':
    '通常 states 2008-06-13T23:44Z [20080614084350] | VXSE44 6 warning | 岩手県内陸南部 M6.7 | max 6+–6+ | areas 00×9 10×5 11×4',
  'legacy-samples/36_02_10_100915_VXSE41.xml':
    '通常 states 2008-06-13T23:44Z [20080614084350] | VXSE44 10 warning | 岩手県内陸南部 M7 | max 6+–6+ | areas 01×1 11×20',
  'legacy-samples/36_03_03_100915_VXSE41.xml':
    '通常 states 2009-08-10T20:07Z [20090811050711] | VXSE44 3 warning | 駿河湾 M5.8 | max 4–4 | areas 10×2 11×3',
  'legacy-samples/36_03_07_100915_VXSE41.xml':
    '通常 states 2009-08-10T20:07Z [20090811050711] | VXSE44 7 warning | 駿河湾 M6.6 | max 5+–5+ | areas 00×12 01×5 10×1 11×7',
  'legacy-samples/36_03_11_100915_VXSE41.xml': '通常 voids 2009-08-10T20:10Z [20090811050711]',
  'legacy-samples/37_02_01_100915_VXSE40.xml':
    '通常 states 2008-06-13T23:43Z [20080614084350] | VXSE43 1 warning | 岩手県内陸南部 M6.1 | max 5+–over | areas 10×6 11×3',
  'legacy-samples/37_03_02_100915_VXSE40.xml': '通常 voids 2009-08-10T20:10Z [20090811050711]',
  'official-samples/VXSE43/37_01_01_240613_VXSE43.xml':
    '通常 states 2024-04-17T14:14Z [20240417231454] | VXSE43 1 warning | 豊後水道 M5.8 | max 5-–5- | areas 10×8 11×1',
  'official-samples/VXSE43/37_01_02_240613_VXSE43.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE43 2 warning | 豊後水道 M6.6 | max 6-–6- | areas 10×27 11×5 19×3',
  'official-samples/VXSE44/36_01_01_240613_VXSE44.xml':
    '通常 states 2024-04-17T14:14Z [20240417231454] | VXSE44 1 | 豊後水道 M4.2 | max 3–3 | areas',
  'official-samples/VXSE44/36_01_06_240613_VXSE44.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE44 6 warning | 豊後水道 M5.7 | max 4–4 | areas 10×7 11×1',
  'official-samples/VXSE44/36_01_11_240613_VXSE44.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE44 11 warning | 豊後水道 M6.6 | max 5+–5+ | areas 00×26 10×6 11×3',
  'official-samples/VXSE44/36_01_16_240613_VXSE44.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE44 16 warning | 豊後水道 M6.6 | max 6-–6- | areas 00×26 10×3 11×4 19×2',
  'official-samples/VXSE44/36_01_21_240613_VXSE44.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE44 21 warning | 豊後水道 M6.6 | max 6-–6- | areas 10×15 11×17 19×3',
  'official-samples/VXSE44/36_01_26_240613_VXSE44.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE44 26 warning | 豊後水道 M6.7 | max 6-–6- | areas 00×4 01×1 10×3 11×29 19×3',
  'official-samples/VXSE44/36_01_31_240613_VXSE44.xml':
    '通常 states 2024-04-17T14:16Z [20240417231454] | VXSE44 31 warning | 豊後水道 M6.6 | max 6-–6- | areas 11×32 19×3',
  'official-samples/VXSE45/77_01_01_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:14Z [20240417231454] | VXSE45 1 | 豊後水道 M4.2 | max 3–3 | areas',
  'official-samples/VXSE45/77_01_06_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE45 6 warning | 豊後水道 M5.7 | max 4–4 | areas 10×7 11×1',
  'official-samples/VXSE45/77_01_14_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE45 14 warning | 豊後水道 M6.6 | max 6-–6- | areas 00×32 10×5 11×2 19×2',
  'official-samples/VXSE45/77_01_19_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE45 19 warning | 豊後水道 M6.6 | max 6-–6- | areas 00×6 10×25 11×7 19×3',
  'official-samples/VXSE45/77_01_21_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE45 21 warning | 豊後水道 M6.6 | max 6-–6- | areas 00×6 10×15 11×17 19×3',
  'official-samples/VXSE45/77_01_23_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE45 23 warning | 豊後水道 M6.6 | max 6-–6- | areas 00×6 10×15 11×17 19×3',
  'official-samples/VXSE45/77_01_26_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE45 26 warning | 豊後水道 M6.7 | max 6-–6- | areas 00×5 01×4 10×3 11×29 19×3',
  'real-2021-2024/20240116184225_02245216_VXSE43.xml':
    '通常 states 2024-01-16T09:42Z [20240116184216] | VXSE43 1 warning | 能登半島沖 M5.7 | max 5-–5- | areas 10×1 11×1',
  'official-samples/VFVO51/44_01_01_151008_VFVO51.xml':
    '通常 states 2015-10-08T07:00Z [] | 火山の状況に関する解説情報 | ',
  'official-samples/VFVO51/44_02_01_200522_VFVO51.xml':
    '通常 states 2020-05-22T04:56Z [] | 火山の状況に関する解説情報 | ',
  'official-samples/VGSK50/01_01_01_091210_VGSK50.xml':
    '通常 states 2009-01-09T02:00Z [20090109110000] | 季節観測 routine | ',
  'official-samples/VGSK50/01_01_02_091210_VGSK50.xml': '通常 voids 2009-01-09T02:00Z [20090109110000]',
  'official-samples/VGSK55/02_01_01_201224_VGSK55.xml':
    '通常 states 2020-03-22T06:26Z [20200322152600] | 生物季節観測 routine | ',
  'official-samples/VGSK55/02_02_01_201224_VGSK55.xml':
    '通常 states 2019-11-25T04:28Z [20191125132800] | 生物季節観測 routine | ',
  'official-samples/VGSK60/03_01_01_091210_VGSK60.xml':
    '通常 states 2008-07-31T01:00Z [20080731100000] | 特殊気象報 routine | ',
  'official-samples/VGSK60/03_01_02_091210_VGSK60.xml': '通常 voids 2008-07-31T01:00Z [20080731100000]',
  'official-samples/VGUV50/05_01_01_100806_VGUV50.xml':
    '通常 states 2009-07-30T11:26Z [] | 紫外線観測データ routine | ',
  'official-samples/VMCJ50/48_01_01_100514_VMCJ50.xml': '通常 states 2009-07-15T02:10Z [] | 全般潮位情報 routine | ',
  'official-samples/VMCJ51/49_01_01_130826_VMCJ51.xml': '通常 states 2013-07-15T02:05Z [] | 地方潮位情報 routine | ',
  'official-samples/VMCJ52/50_01_01_100514_VMCJ52.xml': '通常 states 2009-07-15T01:40Z [] | 府県潮位情報 routine | ',
  'official-samples/VMCJ53/87_01_01_250630_VMCJ53.xml':
    '通常 states 2024-11-13T02:15Z [] | 全般気象解説情報（潮位） routine | ',
  'official-samples/VMCJ55/89_01_01_241226_VMCJ55.xml':
    '通常 states 2023-09-19T04:23Z [] | 府県気象解説情報（潮位） routine | 015010 015020',
  'official-samples/VMCJ55/89_01_01_250630_VMCJ55.xml':
    '通常 states 2023-09-19T04:23Z [] | 府県気象解説情報（潮位） routine | 015010 015020',
  'official-samples/VPAW51/72_01_01_190327_VPAW51.xml': '通常 states 2017-12-04T05:30Z [] | 早期天候情報 routine | ',
  'official-samples/VPAW51/72_02_01_190327_VPAW51.xml': '通常 states 2017-12-04T05:30Z [] | 早期天候情報 routine | ',
  'official-samples/VPCI50/30_01_01_100915_VPCI50.xml':
    '通常 states 2008-07-19T02:00Z [200806021330] | 地方天候情報 routine | ',
  'official-samples/VPCI50/30_02_01_100915_VPCI50.xml':
    '通常 states 2008-08-05T02:00Z [200806101100] | 地方天候情報 routine | ',
  'official-samples/VPCJ50/21_01_01_160628_VPCJ50.xml': '通常 states 2008-09-02T07:30Z [] | 地方気象情報 | ',
  'official-samples/VPCJ50/21_02_01_160628_VPCJ50.xml': '通常 states 2009-07-24T07:14Z [] | 地方気象情報 | ',
  'official-samples/VPCJ51/84_01_01_241226_VPCJ51.xml': '通常 states 2023-01-20T06:00Z [] | 地方気象解説情報 | ',
  'official-samples/VPCK50/52_01_01_140129_VPCK50.xml': '通常 states 2008-03-06T05:30Z [] | 地方１か月予報 routine | ',
  'official-samples/VPCK50/52_02_01_091210_VPCK50.xml': '通常 states 2008-08-25T05:00Z [] | 地方３か月予報 routine | ',
  'official-samples/VPCU50/13_01_01_130906_VPCU50.xml': '通常 states 2013-05-02T08:30Z [] | 地方海上警報 routine | ',
  'official-samples/VPCU50/13_02_01_091210_VPCU50.xml': '通常 states 2008-02-26T14:30Z [] | 地方海上警報 routine | ',
  'official-samples/VPCU51/13_08_01_161121_VPCU51.xml':
    '通常 states 2016-08-03T04:20Z [] | 地方海上警報（Ｈ２８） routine | ',
  'official-samples/VPCY50/14_01_01_130906_VPCY50.xml': '通常 states 2013-05-02T10:00Z [] | 地方海上予報 routine | ',
  'official-samples/VPCY50/14_02_01_110207_VPCY50.xml': '通常 states 2008-02-26T10:00Z [] | 地方海上予報 routine | ',
  'official-samples/VPCY51/14_06_01_161121_VPCY51.xml':
    '通常 states 2016-08-02T22:00Z [] | 地方海上予報（Ｈ２８） routine | ',
  'official-samples/VPCY51/14_07_01_240528_VPCY51.xml':
    '通常 states 2024-01-31T22:00Z [] | 地方海上予報（Ｈ２８） routine | ',
  'official-samples/VPFD50/24_04_01_100806_VPFD50.xml': '通常 states 2008-01-09T20:00Z [] | 府県天気予報 routine | ',
  'official-samples/VPFD50/24_05_01_110126_VPFD50.xml': '通常 states 2008-01-01T02:00Z [] | 府県天気予報 routine | ',
  'official-samples/VPFD51/24_11_01_190925_VPFD51.xml':
    '通常 states 2016-11-22T20:00Z [] | 府県天気予報（Ｒ１） routine | ',
  'official-samples/VPFD51/24_11_02_190925_VPFD51.xml':
    '通常 states 2016-11-23T02:00Z [] | 府県天気予報（Ｒ１） routine | ',
  'official-samples/VPFD60/68_01_01_220831_VPFD60.xml':
    '通常 states 2014-10-20T02:00Z [] | 警報級の可能性（明日まで） routine | ',
  'official-samples/VPFG50/23_01_01_160628_VPFG50.xml': '通常 states 2008-09-02T21:40Z [] | 府県天気概況 routine | ',
  'official-samples/VPFG50/23_02_01_110126_VPFG50.xml': '通常 states 2009-07-24T01:41Z [] | 府県天気概況 routine | ',
  'official-samples/VPFJ50/22_01_01_100514_VPFJ50.xml': '通常 states 2008-09-06T12:37Z [] | 府県気象情報 | ',
  'official-samples/VPFJ50/22_02_01_100514_VPFJ50.xml': '通常 states 2009-07-24T07:09Z [] | 府県気象情報 | ',
  'official-samples/VPFJ51/85_01_01_241031_VPFJ51.xml':
    '通常 states 2023-09-07T08:03Z [] | 府県気象解説情報 | 130010 130020 130030',
  'official-samples/VPFJ51/85_82__02_01_250630_VPFJ51.xml':
    '通常 states 2024-01-23T08:21Z [] | 府県気象解説情報 | 180010 180020',
  'official-samples/VPFT50/57_03_01_240401_VPFT50.xml': '通常 states 2024-08-10T20:00Z [] | 熱中症警戒アラート | ',
  'official-samples/VPFW50/27_01_01_091210_VPFW50.xml':
    '通常 states 2008-06-26T02:00Z [] | 府県週間天気予報 routine | ',
  'official-samples/VPFW60/69_01_01_241031_VPFW60.xml':
    '通常 states 2024-10-14T02:00Z [] | 警報級の可能性（明後日以降） routine | ',
  'official-samples/VPNO50/62_01_01_130412_VPNO50.xml':
    '通常 states 2011-09-03T03:00Z [] | 気象特別警報報知 | 2920100 2920200 2920400 2920500 2920600 2920701 2920702 2920800 2921200 2932200 2936300 2938500 2938600 2940100 2940200 2942600 2944100 2944200 2944300 2944400 2944600 2944700 2944900 2945000 2945100 2945200 2945300',
  'official-samples/VPNO50/62_01_02_130412_VPNO50.xml':
    '通常 states 2011-09-03T15:10Z [] | 気象特別警報報知 | 2920100 2920200 2920300 2920400 2920500 2920600 2920701 2920702 2920800 2920900 2921000 2921100 2921200 2932200 2934200 2934300 2934400 2934500 2936100 2936200 2936300 2938500 2938600 2940100 2940200 2942400 2942500 2942600 2942700 2944100 2944200 2944300 2944400 2944600 2944700 2944900 2945000 2945100 2945200 2945300',
  'official-samples/VPTI50/06_01_01_100514_VPTI50.xml': '通常 states 2009-08-05T07:25Z [] | 全般台風情報 | ',
  'official-samples/VPTI50/06_02_01_100514_VPTI50.xml': '通常 states 2009-08-05T07:25Z [] | 全般台風情報 | ',
  'official-samples/VPTI51/07_01_01_100514_VPTI51.xml':
    '通常 states 2009-08-06T04:40Z [] | 全般台風情報（定型） routine | ',
  'official-samples/VPTI51/07_01_02_100514_VPTI51.xml':
    '通常 states 2009-08-06T05:40Z [] | 全般台風情報（定型） routine | ',
  'official-samples/VPTI52/08_01_01_110126_VPTI52.xml': '通常 states 2009-08-06T03:50Z [] | 全般台風情報（詳細） | ',
  'official-samples/VPWP50/81_01_01_250630_VPWP50.xml':
    '通常 states 2023-06-21T20:00Z [] | 気象警報・注意報時系列情報（Ｒ０６） routine | ',
  'official-samples/VPWP50/81_01_03_250630_VPWP50.xml':
    '通常 states 2023-06-22T08:00Z [] | 気象警報・注意報時系列情報（Ｒ０６） routine | ',
  'official-samples/VPZI50/29_01_01_140129_VPZI50.xml':
    '通常 states 2024-01-10T07:00Z [202401101600] | 全般天候情報 routine | ',
  'official-samples/VPZJ50/20_01_01_100514_VPZJ50.xml': '通常 states 2008-09-02T09:00Z [] | 全般気象情報 | ',
  'official-samples/VPZJ50/20_02_01_160628_VPZJ50.xml': '通常 states 2009-07-24T09:00Z [] | 全般気象情報 | ',
  'official-samples/VPZJ51/83_01_01_241226_VPZJ51.xml': '通常 states 2024-07-13T07:21Z [] | 全般気象解説情報 | ',
  'official-samples/VPZJ51/83_01_01_250630_VPZJ51.xml': '通常 states 2024-07-13T07:21Z [] | 全般気象解説情報 | ',
  'official-samples/VPZK50/51_01_01_140129_VPZK50.xml': '通常 states 2008-03-06T05:30Z [] | 全般１か月予報 routine | ',
  'official-samples/VPZK50/51_02_01_091210_VPZK50.xml': '通常 states 2008-08-25T05:00Z [] | 全般３か月予報 routine | ',
  'official-samples/VPZK70/70_01_01_190327_VPZK70.xml':
    '通常 states 2018-01-15T05:30Z [] | 全般季節予報（２週間気温予報） routine | ',
  'official-samples/VPZU50/11_01_01_091210_VPZU50.xml':
    '通常 states 2008-02-26T14:25Z [] | 全般海上警報（定時） routine | ',
  'official-samples/VPZU50/11_02_01_091210_VPZU50.xml':
    '通常 states 2008-02-29T02:25Z [] | 全般海上警報（定時） routine | ',
  'official-samples/VPZU51/12_01_01_100514_VPZU51.xml':
    '通常 states 2007-09-02T05:30Z [] | 全般海上警報（臨時） routine | ',
  'official-samples/VPZU52/11_06_01_180117_VPZU52.xml':
    '通常 states 2017-12-06T06:15Z [] | 全般海上警報（定時）（Ｈ２９） routine | ',
  'official-samples/VXSE42/54_01_01_100514_VXSE42.xml':
    '試験 states 2009-08-10T20:00Z [20090811050000] | 緊急地震速報配信テスト | ',
  'official-samples/VXSE56/32-35_09_01_191111_VXSE56.xml':
    '通常 states 2019-11-11T08:00Z [20191111170000] | 地震の活動状況等に関する情報 | ',
  'official-samples/VXSE56/32-35_09_02_220316_VXSE56.xml': '通常 voids 2022-03-16T04:46Z [20220316133000]',
  'official-samples/VXSE60/32-35_03_01_100514_VXSE60.xml':
    '通常 states 2008-08-26T03:00Z [20080824150500] | 地震回数に関する情報 | ',
  'official-samples/VZSA50/58_01_01_130523_VZSA50.xml': '通常 states 2013-04-06T14:13Z [] | 地上実況図 routine | ',
  'official-samples/VZSE40/42_01_01_100514_VZSE40.xml':
    '通常 states 2009-11-06T07:00Z [20091106160000] | 地震・津波に関するお知らせ | ',
  'official-samples/VZSF50/59_01_01_130523_VZSF50.xml':
    '通常 states 2013-04-06T18:56Z [] | 地上２４時間予想図 routine | ',
  'official-samples/VZSF51/60_01_01_130523_VZSF51.xml':
    '通常 states 2013-04-06T19:51Z [] | 地上４８時間予想図 routine | ',
  'official-samples/VZSF60/64_01_01_130523_VZSF60.xml':
    '通常 states 2013-04-06T18:56Z [] | アジア太平洋海上悪天２４時間予想図 routine | ',
  'official-samples/VPHW50/19_01_01_091210_VPHW50.xml':
    '通常 states 2009-08-09T22:38Z [] | VPHW50 tornado-watch | jma-city 53',
  'official-samples/VPHW50/19_02_01_111226_VPHW50.xml':
    '通常 states 2011-12-15T09:15Z [] | VPHW50 tornado-watch | jma-city 26',
  'official-samples/VPHW50/19_08_01_150916_VPHW50.xml':
    '通常 states 2015-07-17T00:21Z [] | VPHW50 tornado-watch | jma-city 58',
  'official-samples/VPHW50/19_10_01_150916_VPHW50.xml':
    '通常 states 2015-07-17T00:21Z [] | VPHW50 tornado-watch | jma-city 58',
  'official-samples/VPHW50/19_10_03_250630_VPHW50.xml':
    '通常 states 2015-07-17T00:21Z [] | VPHW50 tornado-sighted | jma-city 58',
  'official-samples/VPHW51/19_04_01_140425_VPHW51.xml':
    '通常 states 2014-02-12T04:19Z [] | VPHW51 tornado-sighted | jma-city 53',
  'official-samples/VPHW51/19_05_01_140425_VPHW51.xml':
    '通常 states 2014-02-12T04:36Z [] | VPHW51 tornado-watch | jma-city 53',
  'official-samples/VPHW51/19_07_01_140425_VPHW51.xml':
    '通常 states 2014-02-12T04:26Z [] | VPHW51 tornado-sighted | jma-city 24',
  'official-samples/VPHW51/19_08_04_250630_VPHW51.xml':
    '通常 states 2015-07-17T00:21Z [] | VPHW51 tornado-watch | jma-city 58',
  'official-samples/VPHW51/19_10_02_150916_VPHW51.xml':
    '通常 states 2015-07-17T00:21Z [] | VPHW51 tornado-sighted | jma-city 58',
  'official-samples/VPOA50/18_02_01_111226_VPOA50.xml':
    '通常 states 2011-12-15T08:18Z [] | VPOA50 record-rain | jma-forecast-area 1',
  'official-samples/VPBS50/82_01_01_241031_VPBS50.xml':
    '通常 states 2023-09-08T01:19Z [] | VPBS50 linear-rainband | jma-forecast-area 3',
  'official-samples/VPBS50/82_01_02_250318_VPBS50.xml':
    '通常 states 2023-07-13T04:29Z [] | VPBS50 record-rain | jma-forecast-area 1',
  'official-samples/VPBS50/82_01_03_241031_VPBS50.xml':
    '通常 states 2024-01-23T21:13Z [] | VPBS50 short-time-snow | jma-forecast-area 1',
  'official-samples/VPBS50/85_82__02_03_250630_VPBS50.xml':
    '通常 states 2024-01-23T21:09Z [] | VPBS50 short-time-snow | jma-forecast-area 2',
  'official-samples/VPBS50/85_82__02_05_250630_VPBS50.xml':
    '通常 states 2024-01-24T01:28Z [] | VPBS50 short-time-snow | jma-forecast-area 2',
};
