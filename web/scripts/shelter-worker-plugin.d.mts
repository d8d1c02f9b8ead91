import type { Plugin } from 'vite';

export function shelterWorkerPlugin(): Plugin;
