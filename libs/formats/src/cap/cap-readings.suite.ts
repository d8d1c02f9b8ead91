/** What a person reads in the alerts of the corpus, taken down by another reader than the hub's: the message, then each distinct info. */
export const CAP_READINGS: Readonly<Record<string, readonly string[]>> = {
  'esri/CAP-Cyclone-Area.xml': [
    'Actual Alert info@gdacs.org 2013-11-11T00:00Z refs 0',
    'en-US Tropical Cyclone Past/Extreme/Unknown expires - areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'esri/CAP-GDACS.xml': [
    'Actual Alert info@gdacs.org 2014-01-24T22:08Z refs 0',
    'en-US Earthquake Past/Minor/Observed expires - areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'esri/CAP-Tsunami-Cancellation.xml': [
    'Actual Update http://wcatwc.arh.noaa.gov/ 2011-08-21T03:04Z refs 1',
    'en-US Tsunami Unknown/Unknown/Unknown expires - areas 1 polygons 0 circles 1 geocodes 0 ×2',
  ],
  'google/43b080713727.cap': [
    'Actual Alert hsas@dhs.gov 2003-04-02T19:39Z refs 0',
    'en-US Homeland Security Advisory System Update Immediate/Severe/Likely expires - areas 1 polygons 0 circles 0 geocodes 0',
  ],
  'google/KAR0-0306112239-SW.cap': [
    'Actual Alert KARO@CLETS.DOJ.CA.GOV 2003-06-12T05:39Z refs 0',
    'en-US Child Abduction Immediate/Severe/Likely expires - areas 1 polygons 0 circles 0 geocodes 1',
  ],
  'google/australia.cap': [
    'Actual Alert webmaster@rfs.nsw.gov.au 2011-10-05T13:04Z refs 0',
    'en-AU Fire Expected/Minor/Observed expires 2011-10-06T13:04Z areas 1 polygons 0 circles 1 geocodes 1 ×2',
  ],
  'google/canada.cap': [
    'Actual Update cap@ec.gc.ca 2012-05-02T23:21Z refs 2',
    'en-CA thunderstorm Past/Minor/Observed expires 2012-05-03T00:20Z areas 2 polygons 2 circles 0 geocodes 13',
    'fr-CA orages Past/Minor/Observed expires 2012-05-03T00:20Z areas 2 polygons 2 circles 0 geocodes 13',
  ],
  'google/canada_signed.cap': [
    'Actual Update cap-pac@ec.gc.ca 2013-01-24T21:26Z refs 9',
    'en-CA snowfall Future/Moderate/Likely expires 2013-01-25T13:26Z areas 2 polygons 2 circles 0 geocodes 36',
    'fr-CA neige Future/Moderate/Likely expires 2013-01-25T13:26Z areas 2 polygons 2 circles 0 geocodes 36',
  ],
  'google/earthquake-iso8859-1.cap': [
    'Actual Alert http://earthquake.usgs.gov/research/monitoring/anss/neic/ 2012-10-14T22:53Z refs 0',
    'en-US Earthquake Past/Unknown/Likely expires 2012-10-21T22:53Z areas 1 polygons 0 circles 1 geocodes 0',
  ],
  'google/earthquake.cap': [
    'Actual Alert http://earthquake.usgs.gov/research/monitoring/anss/neic/ 2010-08-31T05:09Z refs 0',
    'en-US Earthquake Past/Unknown/Likely expires 2010-09-02T05:09Z areas 1 polygons 0 circles 1 geocodes 0',
  ],
  'google/earthquake_signed.cap': [
    'Actual Alert http://www.cisn.org/ncmc.html 2011-09-06T17:15Z refs 0',
    'en-US Earthquake Past/Unknown/Likely expires 2011-09-13T17:15Z areas 1 polygons 0 circles 1 geocodes 0',
  ],
  'google/thunderstorm.cap': [
    'Actual Alert KSTO@NWS.NOAA.GOV 2003-06-17T21:57Z refs 0',
    'en-US SEVERE THUNDERSTORM Immediate/Severe/Observed expires 2003-06-17T23:00Z areas 1 polygons 1 circles 0 geocodes 3',
  ],
  'google/wcatwc-warning.cap': [
    'Actual Update http://newwcatwc.arh.noaa.gov/tsuPortal/ 2011-09-02T11:36Z refs 1',
    'en-US Tsunami Warning Immediate/Extreme/Likely expires 2011-09-02T12:36Z areas 1 polygons 0 circles 0 geocodes 2',
  ],
  'google/weather.cap': [
    'Actual Alert w-nws.webmaster@noaa.gov 2010-08-30T10:07Z refs 0',
    'en-US Flash Flood Watch Expected/Severe/Possible expires 2010-08-30T18:00Z areas 1 polygons 0 circles 0 geocodes 2',
  ],
  'oasis-ipaws/google-PAAQ-4-mg5a94.xml': [
    'Actual Update wcatwc@noaa.gov 2013-01-05T10:58Z refs 3',
    'en-US Tsunami Cancellation Past/Unknown/Unlikely expires 2013-01-05T10:58Z areas 1 polygons 0 circles 1 geocodes 0',
  ],
  'oasis-ipaws/ipaws-5e6dd964023f1930ef638846.xml': [
    'Actual Alert 309104501346800 2019-01-04T18:33Z refs 0',
    'en-US Administrative Message/Follow up Statement Unknown/Unknown/Unknown expires 2019-01-04T20:33Z areas 1 polygons 0 circles 0 geocodes 5',
  ],
  'oasis-ipaws/ipaws-5e6dd9de023f1930ef6548d9.xml': [
    'Actual Cancel bbrundage@dps.state.nv.us 2019-04-19T17:46Z refs 1',
  ],
  'oasis-ipaws/ipaws-5e7e0fc5023f1930efcf3deb.xml': [
    'Actual Alert 402013233923688 2019-12-13T21:24Z refs 0',
    'en-US Local Area Emergency Immediate/Extreme/Observed expires 2019-12-13T22:24Z areas 1 polygons 1 circles 0 geocodes 1',
  ],
  'oasis-ipaws/v1dot1_appendix_adot1.xml': [
    'Actual Alert hsas@dhs.gov 2003-04-02T19:39Z refs 0',
    'en-US Homeland Security Advisory System Update Immediate/Severe/Likely expires - areas 1 polygons 0 circles 0 geocodes 0',
  ],
  'oasis-ipaws/v1dot1_appendix_adot2.xml': [
    'Actual Alert KSTO@NWS.NOAA.GOV 2003-06-17T21:57Z refs 0',
    'en-US SEVERE THUNDERSTORM Immediate/Severe/Observed expires 2003-06-17T23:00Z areas 1 polygons 1 circles 0 geocodes 3',
  ],
  'oasis-ipaws/v1dot1_appendix_adot3.xml': [
    'Actual Alert trinet@caltech.edu 2003-06-12T03:56Z refs 0',
    'en-US Earthquake Past/Minor/Observed expires - areas 1 polygons 0 circles 1 geocodes 0',
  ],
  'oasis-ipaws/v1dot1_appendix_adot4.xml': [
    'Actual Alert KARO@CLETS.DOJ.CA.GOV 2003-06-12T05:39Z refs 0',
    'en-US Child Abduction Immediate/Severe/Likely expires - areas 1 polygons 0 circles 0 geocodes 1',
  ],
  'oasis-ipaws/v1dot2_appendix_adot1.xml': [
    'Actual Alert hsas@dhs.gov 2003-04-02T19:39Z refs 0',
    'en-US Homeland Security Advisory System Update Immediate/Severe/Likely expires - areas 1 polygons 0 circles 0 geocodes 0',
  ],
  'oasis-ipaws/v1dot2_appendix_adot2.xml': [
    'Actual Alert KSTO@NWS.NOAA.GOV 2003-06-17T21:57Z refs 0',
    'en-US SEVERE THUNDERSTORM Immediate/Severe/Observed expires 2003-06-17T23:00Z areas 1 polygons 1 circles 0 geocodes 3',
  ],
  'oasis-ipaws/v1dot2_appendix_adot3.xml': [
    'Actual Update trinet@caltech.edu 2003-06-12T03:56Z refs 1',
    'en-US Earthquake Past/Minor/Observed expires - areas 1 polygons 0 circles 1 geocodes 0',
  ],
  'oasis-ipaws/v1dot2_appendix_adot4.xml': [
    'Actual Alert KARO@CLETS.DOJ.CA.GOV 2003-06-12T05:39Z refs 0',
    'en-US Child Abduction Immediate/Severe/Likely expires - areas 1 polygons 0 circles 0 geocodes 1',
    'es-US Abducción de Niño Immediate/Severe/Likely expires - areas 1 polygons 0 circles 0 geocodes 1',
  ],
  'sahana/Fiji_Water_Shortage_Suva.xml': [
    'Test Alert admin@example.com 2019-12-03T09:45Z refs 0',
    'en-US Drought Immediate/Extreme/Observed expires 2019-12-04T09:11Z areas 0 polygons 0 circles 0 geocodes 0',
    'hi Drought Immediate/Extreme/Observed expires 2019-12-04T09:11Z areas 0 polygons 0 circles 0 geocodes 0',
  ],
  'sahana/Flood.xml': [
    'Exercise Alert myotunoo2009@gmail.com 2015-07-16T08:00Z refs 0',
    'en-US Flood Immediate/Severe/Observed expires 2005-07-19T22:50Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'sahana/Maldives-Tsunami-MultiLanguage.xml': [
    'Actual Alert http://www.meteorology.gov.mv/ 2015-09-10T02:10Z refs 0',
    'dv Tsunami Immediate/Severe/Observed expires 2015-09-12T02:09Z areas 1 polygons 1 circles 0 geocodes 0',
    'en-US Tsunami Immediate/Severe/Observed expires 2015-09-11T02:42Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'sahana/Myanmar-Flood-MultiLanguage.xml': [
    'Test Alert dmh.gov.mm 2015-09-10T02:29Z refs 0',
    'en-US Flood Immediate/Unknown/Unknown expires 2015-09-10T05:30Z areas 1 polygons 1 circles 0 geocodes 0',
    'my Flood Immediate/Unknown/Unknown expires 2015-09-12T02:22Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'sahana/Myanmar-Tsunami-MultiLanguage.xml': [
    'Exercise Alert mm.aidiq.com/10 2015-09-10T02:21Z refs 0',
    'my Tsunami Immediate/Severe/Observed expires 2015-09-09T09:04Z areas 1 polygons 1 circles 0 geocodes 0',
    'en-US Tsunami Immediate/Severe/Observed expires 2015-09-12T02:21Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'sahana/Myanmar_Flood_Multiple_Area.xml': [
    'Exercise Alert myotunoo2009@gmail.com 2015-07-16T08:00Z refs 0',
    'en-US Flood Immediate/Severe/Observed expires 2005-07-19T22:50Z areas 2 polygons 2 circles 0 geocodes 0',
  ],
  'sahana/Philippines-Tropical-Cyclone-MultiLanguage.xml': [
    'Exercise Alert pagasa.dost.gov.ph 2015-09-10T02:05Z refs 0',
    'en-US Tropical Cyclone Expected/Severe/Observed expires 2015-09-10T05:31Z areas 1 polygons 1 circles 0 geocodes 0',
    'tl Tropical Cyclone (Extreme) Expected/Severe/Observed expires 2015-09-12T02:04Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'sahana/Philippines-Tsunami.xml': [
    'Exercise Alert PHIVOLCS 2015-09-09T07:57Z refs 0',
    'en-US Tsunami Past/Minor/Observed expires 2015-09-10T05:28Z areas 2 polygons 2 circles 0 geocodes 0',
  ],
  'sahana/TropicalCyclone20150806.xml': [
    'Actual Alert PAGASA-DOST 2015-08-05T03:46Z refs 0',
    'en-US Tropical Cyclone Alert Expected/Minor/Possible expires 2015-08-05T16:44Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'sahana/TropicalCyclone20150808.xml': [
    'Actual Update PAGASA-DOST 2015-08-08T03:02Z refs 1',
    'en-US Tropical Cyclone Warning Expected/Moderate/Likely expires 2015-08-08T15:01Z areas 1 polygons 0 circles 0 geocodes 1',
  ],
  'sahana/landslide.xml': [
    'Exercise Alert tmarhtay@gmail.com 2015-07-15T08:00Z refs 0',
    'en-US Landslide Immediate/Severe/Observed expires 2005-07-19T22:50Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'sahana/tsunami.xml': [
    'Exercise Alert jianyou.wu007@gmail.com 2015-07-15T08:00Z refs 0',
    'en-US TSUNAMI Immediate/Severe/Observed expires 2005-07-19T22:50Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'wmo/cap_example.xml': [
    'Actual Alert info@meteo.gov.sc 2024-05-19T13:18Z refs 0',
    'en Strong Winds Immediate/Moderate/Observed expires 2024-05-19T19:30Z areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'world/alertswiss-POA-1216107687-4.xml': [
    'Actual Alert info@alertswiss.ch 2025-06-20T08:01Z refs 0',
    'en Other incident Unknown/Minor/Unknown expires - areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'world/alertswiss-TEST-1163.xml': [
    'Test Alert info@alertswiss.ch 2025-06-21T06:07Z refs 0',
    'en Cap Test Event Unknown/Unknown/Unknown expires - areas 0 polygons 0 circles 0 geocodes 0',
  ],
  // Its one polygon lies on both sides of the antimeridian.
  'world/gdacs-cap_1470644.xml': [
    'Actual Alert info-gdacs@gdacs.org 2025-03-01T22:52Z refs 0',
    'en-US Earthquake Past/Moderate/Observed expires - areas 1 polygons 2 circles 0 geocodes 0',
  ],
  'world/ie-2.49.0.1.372.0.250413231648.N_Norm002_SmallCraft.xml': [
    'Actual Alert forecasts@met.ie 2025-04-13T23:16Z refs 0',
    'en-GB Small Craft Future/Moderate/Likely expires 2025-04-14T19:00Z areas 1 polygons 0 circles 0 geocodes 4',
  ],
  'world/mo-cap_monsoon.xml': [
    'Actual Update meteo@smg.gov.mo 2025-04-12T21:52Z refs 0',
    'zh-mo 強烈季候風信號 Past/Moderate/Observed expires - areas 1 polygons 1 circles 0 geocodes 0',
    'pt-PT VENTOS FORTES DE MONÇÃO Past/Moderate/Observed expires - areas 1 polygons 1 circles 0 geocodes 0',
    'en-US STRONG MONSOON SIGNAL Past/Moderate/Observed expires - areas 1 polygons 1 circles 0 geocodes 0',
  ],
  'world/noaa-2.49.0.1.840.0.bde6c30c43ead9c23c42bea7977652a7de76d87d.002.1.xml': [
    'Actual Alert w-nws.webmaster@noaa.gov 2025-02-28T19:38Z refs 0',
    'en-US Special Weather Statement Expected/Moderate/Observed expires 2025-03-01T11:00Z areas 1 polygons 18 circles 0 geocodes 8',
  ],
  'world/ru-20250301222516-0086037.xml': [
    'Actual Alert web@mecom.ru 2025-03-01T22:25Z refs 0',
    'ru Ветер Immediate/Moderate/Likely expires 2025-03-03T09:00Z areas 1 polygons 6 circles 0 geocodes 0',
  ],
};
