import type { Plugin } from 'vite';

export function placeNamesPlugin(): Plugin;
