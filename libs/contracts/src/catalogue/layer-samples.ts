import alert from '../picture/feature.v1.alert.sample.json' with { type: 'json' };
import ash from '../picture/feature.v1.ash.sample.json' with { type: 'json' };
import bulletin from '../picture/feature.v1.bulletin.sample.json' with { type: 'json' };
import drawing from '../picture/feature.v1.drawing.sample.json' with { type: 'json' };
import drill from '../picture/feature.v1.drill.sample.json' with { type: 'json' };
import eew from '../picture/feature.v1.eew.sample.json' with { type: 'json' };
import evacuationOrder from '../picture/feature.v1.evacuation-order.sample.json' with { type: 'json' };
import facility from '../picture/feature.v1.facility.sample.json' with { type: 'json' };
import gdacs from '../picture/feature.v1.gdacs.sample.json' with { type: 'json' };
import impact from '../picture/feature.v1.impact.sample.json' with { type: 'json' };
import legacyWarning from '../picture/feature.v1.legacy-warning.sample.json' with { type: 'json' };
import lifeline from '../picture/feature.v1.lifeline.sample.json' with { type: 'json' };
import nankai from '../picture/feature.v1.nankai.sample.json' with { type: 'json' };
import need from '../picture/feature.v1.need.sample.json' with { type: 'json' };
import promptReport from '../picture/feature.v1.prompt-report.sample.json' with { type: 'json' };
import report from '../picture/feature.v1.report.sample.json' with { type: 'json' };
import resource from '../picture/feature.v1.resource.sample.json' with { type: 'json' };
import riverFlood from '../picture/feature.v1.river-flood.sample.json' with { type: 'json' };
import road from '../picture/feature.v1.road.sample.json' with { type: 'json' };
import earthquake from '../picture/feature.v1.sample.json' with { type: 'json' };
import sensor from '../picture/feature.v1.sensor.sample.json' with { type: 'json' };
import shelter from '../picture/feature.v1.thing.sample.json' with { type: 'json' };
import tsunami from '../picture/feature.v1.tsunami.sample.json' with { type: 'json' };
import typhoon from '../picture/feature.v1.typhoon.sample.json' with { type: 'json' };
import volcano from '../picture/feature.v1.volcano.sample.json' with { type: 'json' };
import weatherWarning from '../picture/feature.v1.weather-warning.sample.json' with { type: 'json' };
import type { Layer } from '../picture/feature.v1.js';

/** A feature of each layer, as the `picture` topic has it. */
export const LAYER_SAMPLES: Readonly<Record<Layer, unknown>> = {
  'evacuation-order': evacuationOrder,
  eew,
  nankai,
  earthquake,
  tsunami,
  'weather-warning': weatherWarning,
  'legacy-warning': legacyWarning,
  'river-flood': riverFlood,
  alert,
  typhoon,
  volcano,
  ash,
  'prompt-report': promptReport,
  bulletin,
  gdacs,
  shelter,
  facility,
  resource,
  road,
  lifeline,
  report,
  sensor,
  need,
  drawing,
  impact,
  drill,
};
