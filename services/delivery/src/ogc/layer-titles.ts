import type { Layer } from '@hinomi/contracts';

/** What the collection of a layer is called, and what is in it. */
export const LAYER_TITLES: Readonly<Record<Layer, readonly [title: string, description: string]>> = {
  'evacuation-order': ['Evacuation orders (避難情報)', 'What municipalities order, with alert levels 3 to 5.'],
  eew: ['Earthquake early warnings (緊急地震速報)', 'Forecasts of strong motion, for minutes.'],
  nankai: [
    'Nankai Trough earthquake information (南海トラフ地震臨時情報)',
    'What is said of a great earthquake to come.',
  ],
  earthquake: ['Earthquakes (地震情報)', 'Hypocentres, and municipalities by seismic intensity.'],
  tsunami: ['Tsunami warnings (津波警報・注意報)', 'Coasts under warnings, advisories and forecasts.'],
  'weather-warning': ['Weather warnings (気象警報等)', 'Municipalities by kind of warning, in the form of 2026.'],
  'legacy-warning': ['Weather warnings, older form (気象警報・注意報)', 'The same in the form of before 2026.'],
  'river-flood': ['River flood forecasts (指定河川洪水予報)', 'Rivers by level of danger.'],
  alert: ['Alerts (CAP)', 'Alerts of agencies in the Common Alerting Protocol.'],
  typhoon: ['Typhoons (台風)', 'Centres, tracks and areas of wind.'],
  volcano: ['Volcanic warnings (噴火警報)', 'Volcanoes under warnings, and eruptions as they were seen.'],
  ash: ['Volcanic ash forecasts (降灰予報)', 'Where ash falls, by amount and span of time.'],
  'prompt-report': ['Prompt weather reports (気象防災速報)', 'Rainbands, record rain and tornadoes, told at once.'],
  bulletin: ['Bulletins (気象情報)', 'Words of weather offices.'],
  gdacs: ['GDACS events', 'Disasters of the world by their expected humanitarian impact.'],
  shelter: ['Shelters (避難所)', 'Shelters with their state, as reported.'],
  facility: ['Facilities (施設)', 'Hospitals and other facilities with their state.'],
  resource: ['Resources (資源)', 'Water, food and other supplies and where they are given out.'],
  road: ['Roads (道路)', 'Closures and restrictions.'],
  lifeline: ['Lifelines (ライフライン)', 'Power, water, gas and communication that is out.'],
  report: ['Field reports (現地報告)', 'What people saw on the spot.'],
  sensor: ['Sensors (観測)', 'Water levels, rain and other readings with their thresholds.'],
  need: ['Needs (ニーズ)', 'What shelters need, as counts.'],
  drawing: ['Drawings (作図)', 'What is drawn on the shared map.'],
  impact: ['Impact (影響)', 'What hazards touch, counted.'],
  drill: ['Drills (訓練)', 'The state of the newest drill.'],
};
