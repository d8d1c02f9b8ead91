import type { Severity } from '@hinomi/contracts';
import type { PaintStyle } from './area-paint.js';

export type Theme = 'light' | 'dark';

/**
 * 警戒レベル colours (geography 5; L5 black, L4 purple, L3 red, L2 yellow), the tsunami colours 大津波 purple, 警報 red,
 * 注意報 yellow, and JMA's intensity palette. Colour never stands alone: see the patterns, dashes and badges.
 */
export const STYLE_COLOR: Record<PaintStyle, string> = {
  'level:1': '#b9cfe4',
  'level:2': '#f2e700',
  'level:3': '#ff2800',
  'level:4': '#aa00aa',
  'level:5': '#0c000c',
  'coast:forecast': '#2aa5d8',
  'coast:advisory': '#f2e700',
  'coast:warning': '#ff2800',
  'coast:major-warning': '#aa00aa',
  'intensity:1': '#dfe6f5',
  'intensity:2': '#5ab8ee',
  'intensity:3': '#1f5fe0',
  'intensity:4': '#fae696',
  'intensity:5-?': '#e9c46a',
  'intensity:5-': '#ffe600',
  'intensity:5+': '#ff9900',
  'intensity:6-': '#ff2800',
  'intensity:6+': '#a50021',
  'intensity:7': '#b40068',
};

/** Ink that can be read on each of them (contrast at least 4.5). */
export const STYLE_INK: Record<PaintStyle, string> = {
  'level:1': '#12202e',
  'level:2': '#1c1a00',
  'level:3': '#1a0300',
  'level:4': '#ffffff',
  'level:5': '#ffffff',
  'coast:forecast': '#04202c',
  'coast:advisory': '#1c1a00',
  'coast:warning': '#1a0300',
  'coast:major-warning': '#ffffff',
  'intensity:1': '#12202e',
  'intensity:2': '#04202c',
  'intensity:3': '#ffffff',
  'intensity:4': '#2a2200',
  'intensity:5-?': '#2a1c00',
  'intensity:5-': '#1c1a00',
  'intensity:5+': '#221200',
  'intensity:6-': '#1a0300',
  'intensity:6+': '#ffffff',
  'intensity:7': '#ffffff',
};

export const ALL_STYLES = Object.keys(STYLE_COLOR) as PaintStyle[];

export function severityColor(severity: Severity): string {
  return STYLE_COLOR[`level:${severity === 0 ? 1 : severity}`];
}

export interface BasePalette {
  sea: string;
  land: string;
  foreign: string;
  prefectureLine: string;
  municipalityLine: string;
  label: string;
  labelFaint: string;
  halo: string;
  casing: string;
  selected: string;
  outline: string;
}

export const BASE_PALETTE: Record<Theme, BasePalette> = {
  light: {
    sea: '#d3dee8',
    land: '#f8f7f3',
    foreign: '#e3e4e2',
    prefectureLine: '#7d8894',
    municipalityLine: '#c2c7cc',
    label: '#1b2733',
    labelFaint: '#4d5a67',
    halo: '#ffffffd9',
    casing: '#ffffff',
    selected: '#0b3bd6',
    outline: '#1a1a1a',
  },
  dark: {
    sea: '#0d141d',
    land: '#243140',
    foreign: '#18212b',
    prefectureLine: '#64758a',
    municipalityLine: '#394859',
    label: '#e8eef5',
    labelFaint: '#a9b7c6',
    halo: '#0d141dd9',
    casing: '#f4f7fa',
    selected: '#7cc4ff',
    outline: '#f4f7fa',
  },
};
