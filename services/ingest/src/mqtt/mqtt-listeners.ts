import type { SourceId } from '@hinomi/contracts';
import type { QueueState } from '@hinomi/service-kit';
import { sameSource, type MqttSource } from '../sources/source.js';
import { MqttListener, nothingHeard, type MqttListenerParts } from './mqtt-listener.js';

/** Listens to every broker among the sources, as their entries are now. */
export class MqttListeners {
  private readonly listening = new Map<SourceId, { source: MqttSource; listener: MqttListener }>();

  constructor(private readonly parts: Omit<MqttListenerParts, 'source'>) {}

  get states(): QueueState[] {
    if (this.listening.size === 0) return nothingHeard();
    return [...this.listening.values()].flatMap(({ listener }) => listener.states);
  }

  /** Listens to these from now on: one that is as it was is not disturbed. */
  async change(sources: readonly MqttSource[]): Promise<void> {
    const wanted = new Map(sources.map((source) => [source.id, source]));
    for (const [id, { source }] of this.listening) {
      const now = wanted.get(id);
      if (now === undefined || !sameSource(now, source)) await this.end(id);
    }
    for (const source of sources) {
      if (this.listening.has(source.id)) continue;
      const listener = new MqttListener({ ...this.parts, source });
      this.listening.set(source.id, { source, listener });
      listener.start();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.listening.keys()].map((id) => this.end(id)));
  }

  private async end(id: SourceId): Promise<void> {
    const { listener } = this.listening.get(id) ?? {};
    this.listening.delete(id);
    await listener?.stop();
  }
}
