/**
 * What a person reads in the samples that JMA published: world, effect, time of report, event ids, then the facts. Taken down from the
 * documents by another reader than the hub's.
 */
export const OFFICIAL_READINGS: Readonly<Record<string, string>> = {
  'official-samples/VPWW55/15_16_03_241226_VPWW55.xml':
    '通常 states 2020-06-22T14:00Z [] | 011000 宗谷地方 | cities 03×1 10×8 43×1',
  'official-samples/VPWW55/15_17_01_241226_VPWW55.xml':
    '通常 states 2024-11-02T02:19Z [] | 320000 島根県 | cities 03×10 10×5',
  'official-samples/VPWW56/15_16_01_241031_VPWW56.xml':
    '通常 states 2020-06-22T14:00Z [] | 011000 宗谷地方 | cities 09×1 29×8 49×1',
  'official-samples/VPWW56/15_17_01_241226_VPWW56.xml':
    '通常 states 2024-11-01T23:00Z [] | 320000 島根県 | cities 29×13 49×2',
  'official-samples/VPWW57/15_16_02_241031_VPWW57.xml':
    '通常 states 2020-06-22T14:00Z [] | 260000 京都府 | cities 08×2 48×3',
  'official-samples/VPWW57/15_16_02_250630_VPWW57.xml':
    '通常 states 2020-06-22T14:00Z [] | 260000 京都府 | cities 08×2 48×3',
  'official-samples/VPWW57/15_16_08_250630_VPWW57.xml':
    '通常 states 2024-08-31T06:34Z [] | 011000 宗谷地方 | cities 48×4',
  'official-samples/VPWW58/15_16_04_241226_VPWW58.xml':
    '通常 states 2020-06-22T14:00Z [] | 011000 宗谷地方 | cities 05×2 15×8',
  'official-samples/VPWW59/15_16_05_241226_VPWW59.xml':
    '通常 states 2020-06-22T14:00Z [] | 011000 宗谷地方 | cities 07×2 16×7',
  'official-samples/VPWW61/15_16_07_241226_VPWW61.xml':
    '通常 states 2020-06-22T14:00Z [] | 011000 宗谷地方 | cities 14×1 17×1 20×1 21×1 22×1 23×2 24×1 25×1 26×1',
  'official-samples/VTSE41/32-39_11_02_250206_VTSE41.xml':
    '通常 states 2011-03-11T05:49Z [20110311144640] | coasts 51×5 53×3 62×15 71×20 | heights 不明×35 巨大×3 高い×5 | arrivals 22',
  'official-samples/VTSE41/32-39_11_06_250206_VTSE41.xml':
    '通常 states 2011-03-11T05:53Z [20110311144640] | coasts 51×4 52×3 53×1 62×15 71×20 | heights 不明×35 巨大×4 高い×4 | arrivals 22',
  'official-samples/VTSE41/32-39_11_11_250206_VTSE41.xml':
    '通常 states 2011-03-11T06:12Z [20110311144640] | coasts 51×7 52×4 53×2 62×23 71×15 | heights ０．２ｍ未満×15 １０ｍ×1 １０ｍ超×2 １ｍ×23 ３ｍ×7 ５ｍ×3 | arrivals 32',
  'official-samples/VTSE41/32-39_12_02_250206_VTSE41.xml':
    '訓練 states 2016-08-31T22:13Z [20160901071000] | coasts 51×15 53×29 62×22 | heights 不明×22 巨大×29 高い×15 | arrivals 53',
  'official-samples/VTSE41/32-39_12_07_250206_VTSE41.xml':
    '訓練 states 2016-08-31T22:26Z [20160901071000] | coasts 51×15 52×29 62×22 | heights １０ｍ×7 １０ｍ超×13 １ｍ×22 ３ｍ×15 ５ｍ×9 | arrivals 44',
  'official-samples/VTSE41/32-39_13_02_250206_VTSE41.xml':
    '訓練 states 2018-12-04T09:03Z [20181204180000] | coasts 62×5 71×2 | heights ０．２ｍ未満×2 １ｍ×5 | arrivals 0',
  'official-samples/VTSE41/38-39_02_01_250206_VTSE41.xml':
    '通常 states 2015-11-13T20:56Z [20151114055157] | coasts 62×3 71×7 | heights ０．２ｍ未満×7 １ｍ×3 | arrivals 3',
  'official-samples/VTSE41/38-39_02_04_250206_VTSE41.xml':
    '通常 states 2015-11-13T22:20Z [20151114055157 20151114061750] | coasts 60×3 | heights | arrivals 0',
  'official-samples/VTSE51/32-39_11_03_250206_VTSE51.xml':
    '通常 states 2011-03-11T05:50Z [20110311144640] | coasts 51×5 53×3 62×15 71×20 | heights 不明×35 巨大×3 高い×5 | arrivals 22',
  'official-samples/VTSE51/32-39_11_08_250206_VTSE51.xml':
    '通常 states 2011-03-11T05:59Z [20110311144640] | coasts 51×4 52×3 53×1 62×15 71×20 | heights 不明×35 巨大×4 高い×4 | arrivals 22 | gauges 1 | measured ?×1',
  'official-samples/VTSE51/32-39_12_03_250206_VTSE51.xml':
    '訓練 states 2016-08-31T22:14Z [20160901071000] | coasts 51×15 53×29 62×22 | heights 不明×22 巨大×29 高い×15 | arrivals 53',
  'official-samples/VTSE51/32-39_12_08_250206_VTSE51.xml':
    '訓練 states 2016-08-31T22:27Z [20160901071000] | coasts 51×15 52×29 62×22 | heights １０ｍ×7 １０ｍ超×13 １ｍ×22 ３ｍ×15 ５ｍ×9 | arrivals 44 | gauges 12 | measured 1.5×1 1.9×1 2.8×1 3.1×1 ?×8',
  'official-samples/VTSE51/32-39_12_10_250206_VTSE51.xml':
    '訓練 states 2016-08-31T22:40Z [20160901071000] | coasts 51×15 52×29 62×22 | heights １０ｍ×7 １０ｍ超×13 １ｍ×22 ３ｍ×15 ５ｍ×9 | arrivals 44 | gauges 32 | measured 1.3×1 1.5×1 2.4×1 2.5×1 2.7×1 2.8×10 2.9×2 3.1×1 3.4×2 3.9×1 4.3×1 4.4×1 5.1×1 6.3×1 6.7×1 7.4×1 8.1×1 8.2×1 ?×3',
  'official-samples/VTSE51/32-39_12_12_250206_VTSE51.xml':
    '訓練 states 2016-09-01T00:10Z [20160901071000] | coasts 51×15 52×29 62×22 | heights １０ｍ×7 １０ｍ超×13 １ｍ×22 ３ｍ×15 ５ｍ×9 | arrivals 37 | gauges 72 | measured 1×2 1.1×2 1.3×1 1.4×1 1.5×1 1.6×1 1.7×5 1.9×1 11.8×1 2×1 2.1×1 2.3×1 2.4×1 2.5×1 2.8×12 2.9×1 3×1 3.1×2 3.4×2 3.5×1 3.6×1 3.9×1 4.3×1 4.4×1 4.6×1 4.7×2 5.1×1 5.3×3 5.9×1 6×1 6.3×2 7×1 7.4×3 8.1×1 8.2×1 ?×12',
  'official-samples/VTSE51/32-39_13_03_250206_VTSE51.xml':
    '訓練 states 2018-12-04T09:04Z [20181204180000] | coasts 62×5 71×2 | heights ０．２ｍ未満×2 １ｍ×5 | arrivals 0',
  'official-samples/VTSE51/38-39_02_02_250206_VTSE51.xml':
    '通常 states 2015-11-13T20:58Z [20151114055157] | coasts 62×3 71×7 | heights ０．２ｍ未満×7 １ｍ×3 | arrivals 3',
  'official-samples/VTSE51/38-39_02_05_250206_VTSE51.xml':
    '通常 states 2015-11-13T22:24Z [20151114055157 20151114061750] | coasts 60×3 | heights | arrivals 0 | gauges 1 | measured 0.3×1',
  'official-samples/VTSE51/38-39_03_03_210805_VTSE51.xml': '通常 voids 2021-08-05T03:56Z [20210805103531]',
  'official-samples/VTSE51/38_01_01_250624_VTSE51.xml':
    '訓練 states 2025-06-06T10:45Z [20250606180000] | coasts 51×6 52×1 62×30 71×7 | heights ０．２ｍ未満×7 １ｍ×30 ３ｍ×6 ５ｍ×1 | arrivals 13 | gauges 30 | measured 0.8×7 1×1 2.4×2 2.5×1 3.6×4 ?×15',
  'official-samples/VTSE51/38_02_01_250710_VTSE51.xml':
    '訓練 states 2025-07-02T10:30Z [20250702173010] | coasts 51×5 53×7 62×29 71×7 | heights ０．２ｍ未満×7 １０ｍ×3 １０ｍ超×2 １ｍ×29 ３ｍ×5 ５ｍ×2 | arrivals 16 | gauges 38 | measured 0.5×6 2×6 2.5×1 3.5×12 ?×13',
  'official-samples/VTSE52/32-39_12_05_250206_VTSE52.xml':
    '訓練 states 2016-08-31T22:15Z [20160901071000] | gauges 8 | measured 0.8×2 1.1×2 1.2×1 1.7×1 1.8×1 2×1 | estimated 5',
  'official-samples/VTSE52/61_11_01_250206_VTSE52.xml':
    '通常 states 2011-03-11T05:50Z [20110311144640] | gauges 3 | measured ?×3 | estimated 1',
  'official-samples/VTSE52/61_11_03_250206_VTSE52.xml':
    '通常 states 2011-03-11T06:14Z [20110311144640] | gauges 5 | measured 1×2 4.1×1 4.2×1 ?×1 | estimated 3',
  'official-samples/VXKOii/16_01_01_220728_VXKOii.xml':
    '通常 states 2019-05-09T11:40Z [830303020300] | rivers ○○川 level 2, △△川 level 2 | cities 1',
  'official-samples/VXKOii/16_02_01_220728_VXKOii.xml':
    '通常 states 2019-05-27T00:00Z [123456789012] | rivers ○○川 level 3, △△川 level 3 | cities 1',
  'official-samples/VXKOii/16_03_01_220728_VXKOii.xml':
    '通常 states 2019-05-27T00:00Z [123456789012] | rivers ○○川 level 3, △△川 level 3 | cities 1',
  'official-samples/VXKOii/16_05_01_210630_VXKOii.xml':
    '通常 states 2019-05-27T00:00Z [123456789012] | rivers ○○川 level 3, △△川 level 3 | cities 0',
  'official-samples/VXKOii/16_06_01_220728_VXKOii.xml':
    '通常 states 2019-05-27T00:00Z [123456789012] | rivers ○○川 level 4, △△川 level 4 | cities 1',
  'official-samples/VXSE51/32-35_01_01_100806_VXSE51.xml':
    '通常 states 2009-08-10T20:09Z [20090811050711] | max 6- | areas 3×22 4×11 5+×2 6-×2 | cities',
  'official-samples/VXSE51/32-35_04_01_100831_VXSE51.xml':
    '通常 states 2010-01-25T07:16Z [20100125161221] | max 4 | areas 3×3 4×2 | cities',
  'official-samples/VXSE51/32-35_04_05_100831_VXSE51.xml':
    '通常 states 2010-01-25T07:20Z [20100125161517] | max 4 | areas 3×3 4×3 | cities',
  'official-samples/VXSE51/32-35_07_02_100915_VXSE51.xml':
    '通常 states 2009-08-10T20:09Z [20090811050711] | max 6- | areas 3×24 4×10 5+×2 5-×1 6-×2 | cities',
  'official-samples/VXSE51/32-35_07_03_100915_VXSE51.xml':
    '通常 states 2009-08-10T20:09Z [20090811050711] | max 6- | areas 3×27 4×10 5+×1 5-×1 6-×3 | cities',
  'official-samples/VXSE51/32-35_07_05_100915_VXSE51.xml':
    '通常 states 2009-08-10T20:11Z [20090811050711] | max 6- | areas 3×33 4×11 5+×1 5-×1 6-×3 | cities',
  'official-samples/VXSE51/32-35_08_02_100915_VXSE51.xml':
    '通常 states 2010-07-04T21:57Z [20100705065610] | max 4 | areas 3×5 4×4 | cities',
  'official-samples/VXSE51/32-35_08_03_100915_VXSE51.xml':
    '通常 states 2010-07-04T21:58Z [20100705065511] | max 4 | areas 3×7 4×4 | cities',
  'official-samples/VXSE51/32-35_08_05_100915_VXSE51.xml':
    '通常 states 2010-07-04T21:59Z [20100705065511] | max 4 | areas 3×12 4×4 | cities',
  'official-samples/VXSE51/32-39_11_01_120615_VXSE51.xml':
    '通常 states 2011-03-11T05:48Z [20110311144640] | max 6+ | areas 3×2 4×5 5+×4 5-×1 6+×2 6-×3 | cities',
  'official-samples/VXSE52/32-35_01_02_240613_VXSE52.xml':
    '訓練 states 2009-10-01T04:48Z [20091001134500] | at 2009-10-01T04:45Z | 駿河湾 485 138.50,34.80 10 km | M6.6',
  'official-samples/VXSE52/32-35_04_03_240613_VXSE52.xml':
    '通常 states 2010-01-25T07:18Z [20100125161517] | at 2010-01-25T07:15Z | 大隅半島東方沖 820 131.10,30.90 50 km | M5.3',
  'official-samples/VXSE52/32-35_06_02_100915_VXSE52.xml': '通常 voids 2008-06-13T23:51Z [20080614084350]',
  'official-samples/VXSE52/33_12_01_240613_VXSE52.xml':
    '通常 states 2012-02-14T12:42Z [20120214214013] | at 2012-02-14T12:40Z | 岐阜県美濃中西部 432 136.60,35.60 10 km | M? Ｍ８を超える巨大地震',
  'official-samples/VXSE53/32-35_01_03_100514_VXSE53.xml':
    '通常 states 2009-11-09T11:15Z [20091109194822] | at 2009-11-09T10:45Z | 南太平洋（フィジー諸島） 950 178.60,-17.20 570 km | M7.1',
  'official-samples/VXSE53/32-35_01_03_240613_VXSE53.xml':
    '訓練 states 2009-10-01T04:50Z [20091001134500] | at 2009-10-01T04:45Z | 駿河湾 485 138.50,34.80 10 km | M5.9 | max 5- | areas 3×10 4×5 5-×2 | cities 3×88 4×36 5-×5',
  'official-samples/VXSE53/32-35_04_06_240613_VXSE53.xml':
    '通常 states 2010-01-25T07:25Z [20100125161517] | at 2010-01-25T07:15Z | 大隅半島東方沖 820 131.10,30.90 50 km | M5.3 | max 4 | areas 1×9 2×5 3×3 4×3 | cities 1×24 2×27 3×17 4×5',
  'official-samples/VXSE53/32-35_06_04_240613_VXSE53.xml':
    '通常 states 2008-06-13T23:53Z [20080614084350] | at 2008-06-13T23:43Z | 岩手県内陸南部 213 140.90,39.00 10 km | M7.0 | max 6+ | areas 1×19 2×14 3×15 4×18 5+×3 5-×2 6+×2 | cities 1×132 2×236 3×195 4×111 5+×12 5-×20 5-?×2 6+×2 6-×1',
  'official-samples/VXSE53/32-35_06_05_240613_VXSE53.xml':
    '通常 states 2008-06-14T00:01Z [20080614084350] | at 2008-06-13T23:43Z | 岩手県内陸南部 213 140.90,39.00 10 km | M7.0 | max 6+ | areas 1×18 2×14 3×15 4×18 5+×3 5-×2 6+×2 | cities 1×131 2×236 3×197 4×115 5+×14 5-×19 5-?×1 6+×2 6-×1',
  'official-samples/VXSE53/32-35_07_06_240613_VXSE53.xml':
    '通常 states 2009-08-10T20:13Z [20090811050711] | at 2009-08-10T20:07Z | 駿河湾 485 138.50,34.80 20 km | M6.6 | max 6- | areas 1×16 2×15 3×32 4×12 5+×1 5-×1 6-×3 | cities 1×157 2×318 3×294 4×76 5+×10 5-×11 5-?×2 6-×4',
  'official-samples/VXSE53/32-35_08_07_240613_VXSE53.xml':
    '通常 states 2010-07-04T22:02Z [20100705065610] | at 2010-07-04T21:55Z | 岩手県沖 286 142.70,39.60 30 km | M6.3 | max 4 | areas 1×22 2×29 3×12 4×4 | cities 1×147 2×154 3×66 4×9',
  'official-samples/VXSE53/32-35_08_08_240613_VXSE53.xml':
    '通常 states 2010-07-04T22:08Z [20100705065610] | at 2010-07-04T21:55Z | 岩手県沖 286 142.70,39.60 30 km | M6.3 | max 4 | areas 1×22 2×29 3×12 4×4 | cities 1×147 2×154 3×67 4×9',
  'official-samples/VXSE53/32-39_05_02_100831_VXSE53.xml':
    '通常 states 2010-02-27T08:32Z [20100227153529] | at 2010-02-27T06:34Z | 南米西部（チリ中部沿岸） 946 -72.60,-36.10 60 km | M8.6',
  'official-samples/VXSE53/32-39_05_05_100831_VXSE53.xml':
    '通常 states 2010-02-27T15:08Z [20100227153529] | at 2010-02-27T06:34Z | 南米西部（チリ中部沿岸） 946 -72.60,-36.10 depth ? | M8.6',
  'official-samples/VXSE53/32-39_05_06_100831_VXSE53.xml':
    '通常 states 2010-02-27T19:41Z [20100227153529] | at 2010-02-27T06:34Z | 南米西部（チリ中部沿岸） 946 -72.60,-36.10 depth ? | M8.6',
  'official-samples/VXSE53/32-39_05_08_100831_VXSE53.xml':
    '通常 states 2010-02-27T22:49Z [20100227153529] | at 2010-02-27T06:34Z | 南米西部（チリ中部沿岸） 946 -72.60,-36.10 depth ? | M8.6',
  'official-samples/VXSE53/32-39_05_12_100915_VXSE53.xml': '通常 voids 2010-02-28T00:50Z [20100227153529]',
  'official-samples/VXSE53/32-39_11_05_240613_VXSE53.xml':
    '通常 states 2011-03-11T05:54Z [20110311144640] | at 2011-03-11T05:46Z | 三陸沖 288 142.90,38.00 10 km | M? Ｍ８を超える巨大地震 | max 7 | areas 1×12 2×19 3×38 4×29 5+×15 5-×9 6+×8 6-×7 7×1 | cities 1×79 2×212 3×337 4×253 5+×126 5-×176 6+×27 6-×64 7×1',
  'official-samples/VXSE61/32-35_03_02_240613_VXSE61.xml':
    '通常 states 2009-08-10T23:55Z [20090811050711] | at 2009-08-10T20:07Z | 駿河湾 485 138.50,34.78 23 km | M6.5',
  'official-samples/VXSE61/32-35_06_09_240613_VXSE61.xml':
    '通常 states 2008-06-14T03:30Z [20080614084350] | at 2008-06-13T23:43Z | 岩手県内陸南部 213 140.88,39.03 8 km | M7.2',
  'official-samples/VXSE61/32-35_07_09_240613_VXSE61.xml':
    '通常 states 2009-08-10T23:55Z [20090811050711] | at 2009-08-10T20:07Z | 駿河湾 485 138.50,34.78 23 km | M6.5',
};
