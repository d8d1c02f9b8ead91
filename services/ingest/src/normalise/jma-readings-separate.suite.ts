/**
 * As read from the samples with other means than the hub's. Of warnings in the form of before 2026: the 府県予報区, and for how many
 * municipalities each kind holds; of 南海トラフ地震臨時情報: its stage.
 */
export const SEPARATE_READINGS: Readonly<Record<string, string>> = {
  'official-samples/VPWW50/15_01_01_091210_VPWW50.xml':
    '通常 states 2009-07-24T06:29Z [] | VPWW50 400000 | cities 10×23 14×60 15×17 16×9 18×23',
  'official-samples/VPWW50/15_03_01_100514_VPWW50.xml':
    '通常 states 2010-07-14T20:46Z [] | VPWW50 160000 | cities 03×8 04×8 10×7 15×15 16×9 18×7 19×9 20×15',
  'official-samples/VPWW50/15_06_03_100514_VPWW50.xml':
    '通常 states 2011-02-03T09:50Z [] | VPWW50 160000 | cities 05×5 07×6 15×4',
  'official-samples/VPWW50/15_08_01_130412_VPWW50.xml':
    '通常 states 2011-09-03T03:00Z [] | VPWW50 290000 | cities 03×27 04×18 10×13 14×40 15×40 18×22',
  'official-samples/VPWW50/15_09_01_160628_VPWW50.xml':
    '通常 states 2013-08-09T02:03Z [] | VPWW50 300000 | cities 03×30 04×28 05×30 07×18 18×2',
  'official-samples/VPWW53/15_08_01_130412_VPWW53.xml':
    '通常 states 2011-09-03T03:00Z [] | VPWW53 290000 | cities 04×18 10×13 14×40 15×40 18×22 33×27',
  'official-samples/VPWW53/15_08_02_130412_VPWW53.xml':
    '通常 states 2011-09-03T15:10Z [] | VPWW53 290000 | cities 04×25 14×40 15×40 18×15 33×40',
  'official-samples/VPWW53/15_08_04_160628_VPWW53.xml':
    '通常 states 2011-09-05T01:26Z [] | VPWW53 290000 | cities 04×3 10×17 18×10 33×11',
  'official-samples/VPWW53/15_09_01_160628_VPWW53.xml':
    '通常 states 2013-08-09T02:03Z [] | VPWW53 300000 | cities 04×28 05×30 07×18 18×2 33×30',
  'official-samples/VPWW53/15_09_02_160628_VPWW53.xml':
    '通常 states 2013-08-09T02:09Z [] | VPWW53 300000 | cities 04×28 18×2 33×30 35×30 37×18',
  'official-samples/VPWW53/15_10_03_160628_VPWW53.xml':
    '通常 states 2013-08-19T08:24Z [] | VPWW53 280000 | cities 04×8 10×4 18×4 19×3 33×8 35×41 37×18 38×15',
  'official-samples/VPWW53/15_12_02_161130_VPWW53.xml':
    '通常 states 2016-02-12T05:22Z [] | VPWW53 130000 | cities 03×13 04×14 10×21 14×41 18×21 33×1 35×1 37×1 38×1',
  'official-samples/VPWW53/15_12_03_161130_VPWW53.xml':
    '通常 states 2016-07-15T07:03Z [] | VPWW53 140000 | cities 07×13 15×33 16×2',
  'official-samples/VPWW53/15_14_01_170216_VPWW53.xml':
    '通常 states 2017-01-26T08:20Z [] | VPWW53 130000 | cities 03×2 04×3 33×2',
  'official-samples/VPWW54/15_11_01_150916_VPWW54.xml':
    '通常 states 2015-06-22T09:00Z [] | VPWW54 350000 | cities 08×18 21×19 24×19',
  'official-samples/VPWW54/15_11_02_150916_VPWW54.xml':
    '通常 states 2015-07-08T17:18Z [] | VPWW54 160000 | cities 03×14 04×14 05×14 07×9 08×9 10×1 14×15 17×14 18×1 20×14 22×14',
  'official-samples/VPWW54/15_12_01_161130_VPWW54.xml':
    '通常 states 2016-02-12T06:44Z [] | VPWW54 320000 | cities 03×3 04×6 10×8 14×15 18×8 33×3',
  'official-samples/VPWW54/15_12_03_161130_VPWW54.xml':
    '通常 states 2016-07-15T07:03Z [] | VPWW54 140000 | cities 07×13 15×33 16×2',
  'official-samples/VPWW54/15_13_01_161226_VPWW54.xml':
    '通常 states 2016-12-13T11:45Z [] | VPWW54 130000 | cities 04×1 05×23 07×6 14×1 33×1 35×1 37×1 38×1',
  'official-samples/VPWW54/15_15_01_220314_VPWW54.xml':
    '通常 states 2021-09-14T04:42Z [] | VPWW54 360000 | cities 08×1',
  'official-samples/VXWW50/17_01_01_190529_VXWW50.xml':
    '通常 states 2013-08-31T02:05Z [] | VXWW50 400000 | cities 3×25',
  'official-samples/VXWW50/17_02_01_190529_VXWW50.xml': '通常 states 2013-08-23T06:15Z [] | VXWW50 017000 | cities 3×2',
  'official-samples/VXWW50/17_02_03_190529_VXWW50.xml': '通常 states 2013-08-23T13:15Z [] | VXWW50 017000 | cities',
  'official-samples/VXWW50/17_03_02_190529_VXWW50.xml': '通常 states 2013-09-02T08:50Z [] | VXWW50 330000 | cities',
  'official-samples/VXWW50/17_03_03_190529_VXWW50.xml':
    '通常 states 2013-09-03T23:12Z [] | VXWW50 330000 | cities 3×20',
  'official-samples/VXWW50/17_03_05_190529_VXWW50.xml':
    '通常 states 2013-09-04T00:49Z [] | VXWW50 330000 | cities 3×26',
  'official-samples/VXWW50/17_03_07_190529_VXWW50.xml':
    '通常 states 2013-09-04T04:20Z [] | VXWW50 330000 | cities 3×22',
  'official-samples/VXWW50/17_03_08_190529_VXWW50.xml': '通常 states 2013-09-04T05:38Z [] | VXWW50 330000 | cities 3×9',
  'official-samples/VXWW50/17_03_10_190529_VXWW50.xml': '通常 states 2013-09-04T07:22Z [] | VXWW50 330000 | cities',
  'official-samples/VXWW50/17_04_02_250630_VXWW50.xml': '通常 states 2024-11-02T11:50Z [] | VXWW50 140000 | cities 3×4',
  'official-samples/VXWW50/17_04_03_250630_VXWW50.xml': '通常 states 2024-11-02T14:27Z [] | VXWW50 140000 | cities',
  'real-2011-2015/dosha.xml': '通常 states 2014-07-06T16:25Z [] | VXWW50 430000 | cities 3×2',
  'real-2011-2015/dosha2.xml': '通常 states 2014-07-06T16:55Z [] | VXWW50 430000 | cities 3×3',
  'real-2011-2015/dosha3.xml': '通常 states 2014-07-07T03:55Z [] | VXWW50 430000 | cities 3×1',
  'real-2011-2015/keihou.xml': '通常 states 2015-04-02T11:28Z [] | VPWW53 430000 | cities 15×18 16×2',
  'real-2011-2015/keihou3.xml': '通常 states 2015-03-29T22:10Z [] | VPWW53 430000 | cities 21×45',
  'real-2011-2015/keihou5.xml':
    '通常 states 2014-07-02T23:43Z [] | VPWW53 430000 | cities 03×17 04×17 10×28 14×45 15×14 16×2 18×28',
  'official-samples/VYSE50/74_01_01_200512_VYSE50.xml':
    '通常 states 2020-05-12T07:20Z [20200512162000] | VYSE50 investigating',
  'official-samples/VYSE50/74_01_02_200512_VYSE50.xml':
    '通常 states 2020-05-12T07:24Z [20200512162400] | VYSE50 investigating',
  'official-samples/VYSE50/74_01_04_200512_VYSE50.xml':
    '通常 states 2020-05-12T07:28Z [20200512162800] | VYSE50 megaquake-warning',
  'official-samples/VYSE50/74_01_06_200512_VYSE50.xml':
    '通常 states 2020-05-12T07:34Z [20200512163400] | VYSE50 megaquake-caution',
  'official-samples/VYSE50/74_01_07_200512_VYSE50.xml': '通常 states 2020-05-12T07:36Z [20200512163600] | VYSE50 ended',
  'official-samples/VYSE51/75_01_01_200512_VYSE51.xml':
    '通常 states 2020-05-12T07:38Z [20200512163800] | VYSE51 explanation',
  'official-samples/VYSE51/75_01_02_200512_VYSE51.xml':
    '通常 states 2020-05-12T07:40Z [20200512163800] | VYSE51 explanation',
};
