/** Early warnings, storms, volcanoes and ash as a person reads them in the documents, taken down by another reader than the hub's. */
export const NATURE_READINGS: Readonly<Record<string, string>> = {
  'official-samples/VPTW60/10_04_03_170913_VPTW60.xml':
    '通常 states 2017-09-13T12:45Z [] | 1718 TALIM | TY 125.5,25.5 950 hPa 45 m/s | storm 150 gale 390 | forecasts 30 40 60 70 80 90 100 110 200 310 480 650',
  'official-samples/VPTW60/10_04_08_170918_VPTW60.xml':
    '通常 states 2017-09-18T12:50Z [] | 1718 TALIM last | LOW 143,47 976 hPa ? m/s | storm - gale - | forecasts',
  'official-samples/VPTW61/10_05_05_200826_VPTW61.xml':
    '通常 states 2020-09-30T07:10Z [] | - - last | TD 143,26 1004 hPa ? m/s | storm - gale - | forecasts',
  'real-2026/vptw60_typhoon.xml':
    '通常 states 2026-08-01T00:45Z [] | 2613 DOLPHIN | TY 158.3,20.2 925 hPa 50 m/s | storm 150 gale 500/330 | forecasts 45 65 100 150 185 220',
  'real-2026/vpbs50_linear-rainband_imminent.xml':
    '通常 states 2026-07-28T21:18Z [] | VPBS50 linear-rainband-imminent | jma-forecast-area 1',
  'real-2026/vphw50_tornado.xml': '通常 states 2026-07-30T10:12Z [] | VPHW50 tornado-watch | jma-city 18',
  'official-samples/VPOA50/18_01_01_100806_VPOA50.xml':
    '通常 states 2010-06-02T02:54Z [] | VPOA50 record-rain | jma-forecast-area 1',
  'official-samples/VFVO50/45_01_01_200522_VFVO50.xml':
    '通常 states 2020-05-22T04:03Z [] | 306 浅間山 13 | cities 43×4',
  'official-samples/VFVO52/43_01_01_200522_VFVO52.xml':
    '通常 states 2020-05-22T05:49Z [20200522144900] | 306 浅間山 52 | cities | at 2020-05-22T05:45Z',
  'official-samples/VFVO56/67_01_01_140927_VFVO56.xml':
    '通常 states 2014-09-27T03:00Z [20140927120000] | 312 御嶽山 52 | cities 52×4 | at 2014-09-27T02:53Z',
  'official-samples/VFVO56/67_01_04_140927_VFVO56.xml': '通常 voids 2014-09-27T03:10Z [20140927120000]',
  'official-samples/VXSE45/77_01_09_240613_VXSE45.xml':
    '通常 states 2024-04-17T14:15Z [20240417231454] | VXSE45 9 warning | 豊後水道 M6.4 | max 5+–5+ | areas 00×18 10×6 11×3',
  'official-samples/VXSE45/77_01_33_240613_VXSE45.xml': '通常 voids 2024-04-17T14:17Z [20240417231454]',
};
